"""Who may do what: users, sessions, roles, rights, row and field rules, the audit chain."""
