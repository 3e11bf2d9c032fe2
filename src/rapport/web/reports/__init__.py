"""Reports: findings, dashboards, schedules, exports, shared views, the mini-rating."""
