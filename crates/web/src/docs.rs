//! The page `/docs`: the OpenAPI document for people, as plain HTML without a script.

use std::fmt::{self, Display, Write};

use utoipa::openapi::path::{Operation, ParameterIn, PathItem};
use utoipa::openapi::{OpenApi, Ref, RefOr, Required, Response};

/// The style sheet of the page.
pub(crate) const STYLE: &str = "\
body { max-width: 60rem; margin: 0 auto; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; }
h2 { margin-top: 3rem; border-bottom: 1px solid; }
h3 { margin: 2rem 0 0.25rem; font-size: 1rem; }
code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: bold; }
th, td { text-align: left; vertical-align: top; padding: 0.15rem 1rem 0.15rem 0; border-bottom: 1px solid #ccc; }
@media (prefers-color-scheme: dark) { body { background: #111; color: #eee; } a { color: #9cf; } }
";

/// Text inside HTML.
pub(crate) struct Safe<'a>(pub(crate) &'a str);

impl Display for Safe<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// Writes the page.
pub(crate) fn page(document: &OpenApi) -> String {
    let mut out = String::new();
    // Writing into a `String` does not fail.
    let _ = write_page(&mut out, document);
    out
}

fn write_page(out: &mut String, document: &OpenApi) -> fmt::Result {
    let (title, version) = (Safe(&document.info.title), Safe(&document.info.version));
    write!(
        out,
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} API</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><link rel=\"stylesheet\" href=\"/docs/style.css\"></head>\
         <body><main><h1>{title} API {version}</h1><p>{}</p>\
         <p><a href=\"/openapi.json\">The same as OpenAPI 3.1</a></p>",
        Safe(document.info.description.as_deref().unwrap_or_default()),
    )?;
    let mut tags: Vec<&str> = Vec::new();
    for (_, _, operation) in operations(document) {
        let tag = tag(operation);
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    for shown in tags {
        write!(out, "<h2>{}</h2>", Safe(shown))?;
        for (method, path, operation) in
            operations(document).filter(|(_, _, operation)| tag(operation) == shown)
        {
            write_operation(out, method, path, operation)?;
        }
    }
    write!(out, "<h2>problems</h2><table><caption>Refusals</caption><tbody>")?;
    for (name, response) in document
        .components
        .iter()
        .flat_map(|components| &components.responses)
    {
        if let RefOr::T(Response { description, .. }) = response {
            let (id, status) = (Safe(name), Safe(name.trim_start_matches("Problem")));
            write!(
                out,
                "<tr id=\"{id}\"><th scope=\"row\">{status}</th><td>{}</td></tr>",
                Safe(description)
            )?;
        }
    }
    out.write_str("</tbody></table></main></body></html>\n")
}

fn operations(document: &OpenApi) -> impl Iterator<Item = (&'static str, &str, &Operation)> {
    document.paths.paths.iter().flat_map(|(path, item)| {
        let PathItem {
            get,
            put,
            post,
            delete,
            patch,
            ..
        } = item;
        [
            ("GET", get),
            ("PUT", put),
            ("POST", post),
            ("DELETE", delete),
            ("PATCH", patch),
        ]
        .into_iter()
        .filter_map(|(method, operation)| {
            operation
                .as_ref()
                .map(|operation| (method, path.as_str(), operation))
        })
    })
}

fn tag(operation: &Operation) -> &str {
    operation
        .tags
        .iter()
        .flatten()
        .next()
        .map_or("other", String::as_str)
}

fn write_operation(out: &mut String, method: &str, path: &str, operation: &Operation) -> fmt::Result {
    write!(out, "<h3><code>{method} {}</code></h3>", Safe(path))?;
    for text in [&operation.summary, &operation.description].into_iter().flatten() {
        write!(out, "<p>{}</p>", Safe(text))?;
    }
    if operation.parameters.iter().flatten().next().is_some() {
        write!(out, "<table><caption>Parameters</caption><tbody>")?;
        for parameter in operation.parameters.iter().flatten() {
            let RefOr::T(parameter) = parameter else { continue };
            let place = match parameter.parameter_in {
                ParameterIn::Path => "path",
                ParameterIn::Query => "query",
                ParameterIn::Header => "header",
                ParameterIn::Cookie | ParameterIn::QueryString => "other",
            };
            let required = if parameter.required == Required::True {
                ", required"
            } else {
                ""
            };
            let text = parameter.description.as_deref().unwrap_or_default();
            let name = Safe(&parameter.name);
            write!(
                out,
                "<tr><th scope=\"row\"><code>{name}</code></th><td>{place}{required}</td><td>{}</td></tr>",
                Safe(text)
            )?;
        }
        write!(out, "</tbody></table>")?;
    }
    write!(out, "<table><caption>Answers</caption><tbody>")?;
    for (status, response) in &operation.responses.responses {
        let status = Safe(status);
        match response {
            RefOr::T(response) => {
                write!(
                    out,
                    "<tr><th scope=\"row\">{status}</th><td>{}</td></tr>",
                    Safe(&response.description)
                )?;
            }
            RefOr::Ref(Ref { .. }) => {
                write!(
                    out,
                    "<tr><th scope=\"row\">{status}</th><td><a href=\"#Problem{status}\">a problem</a></td></tr>"
                )?;
            }
        }
    }
    write!(out, "</tbody></table>")
}
