"""Changing the store: one module a verb, each atomic, each with keyword arguments only.

`by` is the user who acts, None for a command on the server. A service refuses with
`core.result.Refused`, in one sentence, and then nothing has changed; one that finds the
thing changed by somebody else meanwhile raises `conflict.Conflict`.

Services do not ask who may: views and commands do (`permissions`).
"""
