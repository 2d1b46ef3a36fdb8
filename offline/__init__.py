"""The bundle for places without internet: one zip with sysmap, every package it needs and a start script for each system."""
