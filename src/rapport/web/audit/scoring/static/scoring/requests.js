// Requests of the screen: each ends in an answer or in what stood in the way, and none throws.

const PATIENCE = [15000, 30000, 60000];

// One request → {ok, data} or {problem, …}. After `failed` failures a slow server is given more time.
export async function post(address, body, token, failed = 0) {
  const stop = new AbortController();
  const patience = setTimeout(() => stop.abort(), PATIENCE[Math.min(failed, PATIENCE.length - 1)]);
  try {
    const answer = await fetch(address, {
      method: "POST",
      body,
      headers: { Accept: "application/json", "X-CSRFToken": token },
      redirect: "manual",
      signal: stop.signal,
    });
    if (answer.type === "opaqueredirect") return { problem: "signed-out" };
    const json = (answer.headers.get("Content-Type") ?? "").includes("json");
    if (!json) return { problem: answer.status === 403 ? "token" : "unreachable" };
    const data = await answer.json();
    return answer.ok ? { ok: true, data } : { problem: "broken", ...data };
  } catch {
    return { problem: "unreachable" };
  } finally {
    clearTimeout(patience);
  }
}

// Who is signed in now → {who, token}, or {problem}.
export async function identity(address) {
  try {
    const answer = await fetch(address, { redirect: "manual", cache: "no-store" });
    if (answer.ok) return await answer.json();
    return { problem: answer.type === "opaqueredirect" ? "signed-out" : "unreachable" };
  } catch {
    return { problem: "unreachable" };
  }
}

export const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
