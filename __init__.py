"""tradepost: trade and CRM for a trading company, made of plugins."""
