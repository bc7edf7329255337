"""A page for people who would rather look than read: the annotated picture and posture over time."""
