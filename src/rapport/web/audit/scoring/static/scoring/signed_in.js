// The window that somebody signed in again with has done its work.

if (window.opener) window.close();
