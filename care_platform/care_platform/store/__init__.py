"""What the platform keeps, in a database that SQLAlchemy speaks to."""
