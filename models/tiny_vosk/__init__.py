"""Trains small Vosk models for the words of the skills, from synthesised speech, with numpy alone."""
