"""The say skill and the TTS action: texts in, sound on `/speaker/audio` and captions out."""
