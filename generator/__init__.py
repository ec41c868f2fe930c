"""Weekproof: a job search kept in files, judged like code, shown as a portfolio."""
