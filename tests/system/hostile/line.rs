//! A bare line to the service, for what no decent client would send.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::Duration;

use luotsi_tests::Answer;
use serde_json::Value;

use super::MARKER;

/// Sends ten megabytes, their length declared or not, and reads meanwhile.
pub(super) fn flood(url: &str, token: &str, method: &str, path: &str, chunked: bool) -> Answer {
    const SIZE: usize = 10 << 20;
    let mut line = TcpStream::connect(url.trim_start_matches("http://")).unwrap();
    line.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let length = if chunked {
        "transfer-encoding: chunked".to_owned()
    } else {
        format!("content-length: {SIZE}")
    };
    let head = format!(
        "{method} /api/v1/{path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\n\
         content-type: application/json\r\n{length}\r\n\r\n"
    );
    line.write_all(head.as_bytes()).unwrap();
    let mut writing = line.try_clone().unwrap();
    let sender = thread::spawn(move || {
        let piece = MARKER.repeat((64 << 10) / MARKER.len());
        for _ in 0..SIZE / piece.len() {
            let sent = if chunked {
                write!(writing, "{:x}\r\n{piece}\r\n", piece.len())
            } else {
                writing.write_all(piece.as_bytes())
            };
            // Being cut off before the end is what it is here to risk.
            if sent.is_err() {
                return;
            }
        }
        let _ = writing.shutdown(Shutdown::Write);
    });
    let mut bytes = Vec::new();
    // Whatever came before the line was cut is the answer.
    let _ = line.read_to_end(&mut bytes);
    sender.join().unwrap();
    answer(&bytes)
}

fn answer(bytes: &[u8]) -> Answer {
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text
        .split_once("\r\n\r\n")
        .unwrap_or_else(|| panic!("no answer: {text:?}"));
    let mut lines = head.lines();
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1))
        .and_then(|code| code.parse().ok())
        .unwrap_or_else(|| panic!("no status: {head}"));
    let mut headers = ureq::http::HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        let name = ureq::http::HeaderName::from_bytes(name.as_bytes()).unwrap();
        headers.insert(name, value.trim().parse().unwrap());
    }
    Answer {
        status,
        headers,
        bytes: body.as_bytes().to_vec(),
        body: serde_json::from_str(body).unwrap_or(Value::Null),
    }
}
