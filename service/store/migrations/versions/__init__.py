"""One module per step, in order: v0001, v0002 …"""
