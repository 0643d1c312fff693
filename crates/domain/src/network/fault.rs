//! What a JSON Schema cannot see in a definition: names that lead nowhere, dates that contradict.
