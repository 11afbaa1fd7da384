"""Statistics as the screens, alerts and reports read them: asked for once, kept, and joined by date."""
