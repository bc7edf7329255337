"""How well Huban hears, on recordings in folders of one format."""
