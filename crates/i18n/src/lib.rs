//! Finnish, Swedish and English: messages, dates, language choice. Pure.
