"""What people decide about surveys: versions, ways in, invitations; submissions until they are published."""
