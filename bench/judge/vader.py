"""VADER's labels: reads texts from standard input, each a JSON string on a line of its own, and prints a label for each.

Needs the package vaderSentiment. The thresholds are the ones its authors give.
"""
import json
import sys

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

analyzer = SentimentIntensityAnalyzer()
# All of them before the first answer: whoever asks writes first and reads then.
for line in sys.stdin.readlines():
    compound = analyzer.polarity_scores(json.loads(line))["compound"]
    print("positive" if compound >= 0.05 else "negative" if compound <= -0.05 else "neutral")
