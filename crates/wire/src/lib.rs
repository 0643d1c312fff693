//! What others see: the JSON of the API and its validation. Pure.
