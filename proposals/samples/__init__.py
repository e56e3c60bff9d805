"""A resolution and proposals of our own writing, for the demo and the tests.

The text files beside this module are the truth: one document a file, in a small
notation that `sources` reads. The Word files in word/ and the side-by-side table
are made from them by `python -m proposals.samples.make`, and are committed so that
a demo has real files to import; a test holds them against their sources. Places,
people and numbers are invented; not a sentence is ITU's.
"""
