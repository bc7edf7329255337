"""Everything on the way of an alarm is killed again and again: what is lost, doubled or out of order?"""
