//! A page's HTML as a tree: enough of the language for the pages of this service, which a validator holds
//! to be well-formed. Elements are found by tag, attribute and text, as a reader or a browser finds them.

use std::fmt;

/// Elements without an end.
const VOID: [&str; 8] = ["meta", "link", "input", "br", "hr", "img", "source", "wbr"];
/// Elements whose content is no markup.
const RAW: [&str; 2] = ["script", "style"];
/// Elements whose text stands in a line of its own.
const INLINE: [&str; 12] = [
    "a", "span", "strong", "em", "b", "i", "small", "abbr", "time", "code", "button", "svg",
];

/// A parsed page.
#[derive(Clone, Default)]
pub struct Html {
    nodes: Vec<Node>,
}

#[derive(Debug, Clone)]
struct Node {
    parent: Option<usize>,
    /// Where what is inside it ends.
    end: usize,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Element(String, Vec<(String, String)>),
    Text(String),
}

impl fmt::Debug for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Html({} nodes)", self.nodes.len())
    }
}

/// An element of a page.
#[derive(Debug, Clone, Copy)]
pub struct Element<'a> {
    html: &'a Html,
    at: usize,
}

impl Html {
    /// Reads a page.
    #[must_use]
    pub fn parse(source: &str) -> Self {
        let mut html = Self::default();
        let mut open: Vec<usize> = Vec::new();
        let mut rest = source;
        while let Some(at) = rest.find('<') {
            html.text(&rest[..at], &open);
            rest = &rest[at..];
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.split_once("-->").map_or("", |(_, after)| after);
            } else if rest.starts_with("<!") {
                rest = rest.split_once('>').map_or("", |(_, after)| after);
            } else if let Some(closing) = rest.strip_prefix("</") {
                let (name, after) = closing.split_once('>').unwrap_or((closing, ""));
                html.close(&name.trim().to_ascii_lowercase(), &mut open);
                rest = after;
            } else {
                rest = html.open(&rest[1..], &mut open);
            }
        }
        html.text(rest, &open);
        while let Some(at) = open.pop() {
            html.nodes[at].end = html.nodes.len();
        }
        html
    }

    fn text(&mut self, text: &str, open: &[usize]) {
        if !text.is_empty() {
            self.push(Kind::Text(unescaped(text)), open);
        }
    }

    fn push(&mut self, kind: Kind, open: &[usize]) -> usize {
        let at = self.nodes.len();
        self.nodes.push(Node {
            parent: open.last().copied(),
            end: at + 1,
            kind,
        });
        at
    }

    fn close(&mut self, name: &str, open: &mut Vec<usize>) {
        let Some(from) = open
            .iter()
            .rposition(|at| matches!(&self.nodes[*at].kind, Kind::Element(tag, _) if tag == name))
        else {
            return;
        };
        for at in open.drain(from..) {
            self.nodes[at].end = self.nodes.len();
        }
    }

    /// Reads a start tag, behind its `<`; gives what is left.
    fn open<'s>(&mut self, source: &'s str, open: &mut Vec<usize>) -> &'s str {
        let length = source
            .find(|letter: char| letter.is_whitespace() || letter == '>' || letter == '/')
            .unwrap_or(source.len());
        let tag = source[..length].to_ascii_lowercase();
        let (attributes, mut rest) = attributes(&source[length..]);
        // What a new one of these ends by itself.
        if matches!(tag.as_str(), "li" | "option" | "dt" | "dd" | "tr" | "td" | "th")
            && open
                .last()
                .is_some_and(|at| matches!(&self.nodes[*at].kind, Kind::Element(last, _) if *last == tag))
        {
            self.close(&tag, open);
        }
        let closed = VOID.contains(&tag.as_str()) || source[..source.len() - rest.len()].ends_with("/>");
        let at = self.push(Kind::Element(tag.clone(), attributes), open);
        if closed {
            return rest;
        }
        if RAW.contains(&tag.as_str()) {
            let end = rest.find(&format!("</{tag}")).unwrap_or(rest.len());
            open.push(at);
            if end > 0 {
                self.push(Kind::Text(rest[..end].to_owned()), open);
            }
            rest = &rest[end..];
        } else {
            open.push(at);
        }
        rest
    }

    /// Every element, in the order of the page.
    pub fn elements(&self) -> impl Iterator<Item = Element<'_>> {
        (0..self.nodes.len())
            .filter(|at| matches!(self.nodes[*at].kind, Kind::Element(..)))
            .map(|at| Element { html: self, at })
    }

    /// Every element of this tag.
    pub fn all<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = Element<'a>> {
        self.elements().filter(move |element| element.tag() == tag)
    }

    /// The first element of this tag.
    #[must_use]
    pub fn first<'a>(&'a self, tag: &'a str) -> Option<Element<'a>> {
        self.all(tag).next()
    }

    /// The element of this `id`.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<Element<'_>> {
        self.elements()
            .find(|element| element.attribute("id") == Some(id))
    }

    /// What a reader sees and hears of it, without markup, blanks made one.
    #[must_use]
    pub fn words(&self) -> String {
        self.first("body").map(|body| body.words()).unwrap_or_default()
    }

    /// Each piece of text that stands in an element by itself, with that element: what is shown, and what
    /// is said in its place by `aria-label`, `alt`, `title` and `placeholder`.
    #[must_use]
    pub fn pieces(&self) -> Vec<(Element<'_>, String)> {
        let mut pieces = Vec::new();
        for (at, node) in self.nodes.iter().enumerate() {
            match &node.kind {
                Kind::Text(text) => {
                    let Some(parent) = node.parent else { continue };
                    let parent = Element {
                        html: self,
                        at: parent,
                    };
                    let text = squeezed(text);
                    if !text.is_empty() && !RAW.contains(&parent.tag()) {
                        pieces.push((parent, text));
                    }
                }
                Kind::Element(..) => {
                    let element = Element { html: self, at };
                    for name in ["aria-label", "alt", "title", "placeholder"] {
                        if let Some(text) = element.attribute(name) {
                            pieces.push((element, squeezed(text)));
                        }
                    }
                }
            }
        }
        pieces
    }
}

impl<'a> Element<'a> {
    /// Its tag, in small letters.
    #[must_use]
    pub fn tag(&self) -> &'a str {
        match &self.html.nodes[self.at].kind {
            Kind::Element(tag, _) => tag,
            Kind::Text(_) => "",
        }
    }

    /// Its attributes in order.
    #[must_use]
    pub fn attributes(&self) -> &'a [(String, String)] {
        match &self.html.nodes[self.at].kind {
            Kind::Element(_, attributes) => attributes,
            Kind::Text(_) => &[],
        }
    }

    /// An attribute's value; empty where it is there without one.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes()
            .iter()
            .find_map(|(known, value)| (known == name).then_some(value.as_str()))
    }

    /// The elements inside it.
    pub fn inside(&self) -> impl Iterator<Item = Element<'a>> + use<'a> {
        let html = self.html;
        (self.at + 1..html.nodes[self.at].end)
            .filter(|at| matches!(html.nodes[*at].kind, Kind::Element(..)))
            .map(|at| Element { html, at })
    }

    /// The elements around it, the nearest first.
    pub fn around(&self) -> impl Iterator<Item = Element<'a>> + use<'a> {
        let html = self.html;
        std::iter::successors(html.nodes[self.at].parent, |at| html.nodes[*at].parent)
            .map(|at| Element { html, at })
    }

    /// Its text as it stands there, blanks and lines kept: what is in a `textarea`.
    #[must_use]
    pub fn text(&self) -> String {
        let nodes = &self.html.nodes[self.at..self.html.nodes[self.at].end];
        let texts = nodes.iter().filter_map(|node| match &node.kind {
            Kind::Text(text) => Some(text.as_str()),
            Kind::Element(..) => None,
        });
        texts.collect()
    }

    /// Its text, as a reader has it; what is hidden from those who listen is left out.
    #[must_use]
    pub fn words(&self) -> String {
        let mut all = String::new();
        let end = self.html.nodes[self.at].end;
        let mut at = self.at;
        while at < end {
            let node = &self.html.nodes[at];
            match &node.kind {
                Kind::Text(text) => all.push_str(text),
                Kind::Element(tag, attributes) => {
                    let hidden = attributes
                        .iter()
                        .any(|(name, value)| name == "aria-hidden" && value == "true");
                    if RAW.contains(&tag.as_str()) || (hidden && at != self.at) {
                        at = node.end;
                        continue;
                    }
                    if !INLINE.contains(&tag.as_str()) {
                        all.push(' ');
                    }
                }
            }
            at += 1;
        }
        squeezed(&all)
    }

    /// The language it is in: its own, or that of what is around it.
    #[must_use]
    pub fn language(&self) -> Option<&'a str> {
        self.attribute("lang")
            .or_else(|| self.around().find_map(|outer| outer.attribute("lang")))
    }
}

fn attributes(source: &str) -> (Vec<(String, String)>, &str) {
    let mut found = Vec::new();
    let mut rest = source.trim_start();
    loop {
        if let Some(after) = rest.strip_prefix('>') {
            return (found, after);
        }
        if let Some(after) = rest.strip_prefix('/') {
            rest = after.trim_start();
            continue;
        }
        if rest.is_empty() {
            return (found, rest);
        }
        let length = rest
            .find(|letter: char| letter.is_whitespace() || "=>/".contains(letter))
            .unwrap_or(rest.len())
            .max(1);
        let name = rest[..length].to_ascii_lowercase();
        rest = rest[length..].trim_start();
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|quote| "\"'".contains(*quote));
            let (text, left) = if let Some(quote) = quote {
                after[1..].split_once(quote).unwrap_or((&after[1..], ""))
            } else {
                let length = after
                    .find(|letter: char| letter.is_whitespace() || letter == '>')
                    .unwrap_or(after.len());
                after.split_at(length)
            };
            value = unescaped(text);
            rest = left.trim_start();
        }
        found.push((name, value));
    }
}

fn squeezed(text: &str) -> String {
    text.split([' ', '\n', '\r', '\t'])
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let read = rest
            .find(';')
            .and_then(|end| Some((character(&rest[1..end])?, &rest[end + 1..])));
        let (letter, left) = read.unwrap_or(('&', &rest[1..]));
        plain.push(letter);
        rest = left;
    }
    plain.push_str(rest);
    plain
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "middot" => '·',
        "shy" => '\u{ad}',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><html lang=fi><head><title>A &#38; B</title>\
        <script>if (a < b) c();</script></head><body><!-- not < this --><main id=\"main\">\
        <p>Yksi<strong>kaksi</strong> <br>kolme</p><p lang='sv'>fyra\n  fem</p>\
        <ul><li>x<li>y</ul><input name=\"q\" value='&quot;&lt;' disabled></main></body></html>";

    #[test]
    fn a_page_is_read_as_a_reader_reads_it() {
        let html = Html::parse(PAGE);
        assert_eq!(html.words(), "Yksikaksi kolme fyra fem x y");
        assert_eq!(html.first("title").unwrap().words(), "A & B");
        assert_eq!(html.all("li").count(), 2);
        assert_eq!(html.all("li").next().unwrap().words(), "x");
        assert_eq!(html.by_id("main").unwrap().inside().count(), 8);
    }

    #[test]
    fn attributes_are_read_however_they_are_quoted() {
        let html = Html::parse(PAGE);
        let input = html.first("input").unwrap();
        assert_eq!(input.attribute("value"), Some("\"<"));
        assert_eq!(input.attribute("disabled"), Some(""));
        assert_eq!(input.attribute("checked"), None);
        assert_eq!(input.language(), Some("fi"));
        let inner = html.all("p").nth(1).unwrap();
        assert_eq!(inner.language(), Some("sv"));
    }

    #[test]
    fn pieces_of_text_and_what_is_said_in_their_place_are_found() {
        let html = Html::parse("<body><p>one <b>two</b></p><svg aria-label=\"three\"></svg></body>");
        let pieces: Vec<String> = html.pieces().into_iter().map(|(_, text)| text).collect();
        assert_eq!(pieces, ["one", "two", "three"]);
    }
}
