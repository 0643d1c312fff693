//! Letters read by others: Python's aiosmtpd takes them, and Python's mail parser takes them apart.
//!
//! Runs where `python3` (or the interpreter that `LUOTSI_TEST_PYTHON` names) has aiosmtpd, Debian's
//! `python3-aiosmtpd`; elsewhere it says that it did not.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test's own functions fail as the test does"
)]

mod sample;

use std::process::Stdio;

use luotsi_domain::notice::NoticeKind;
use luotsi_i18n::Language;
use luotsi_notify::{Letter, Outcome, Smtp, Transport, compose, outcome};
use sample::{digest, sender, single};
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::Command,
};

/// Greylists the first attempt, then takes everything and prints it as JSON, one mail a line.
const SERVER: &str = r#"
import asyncio, email, email.policy, json, sys
from aiosmtpd.smtp import SMTP

class Handler:
    seen = False
    async def handle_RCPT(self, server, session, envelope, address, options):
        if not Handler.seen:
            Handler.seen = True
            return "451 4.7.1 come again"
        envelope.rcpt_tos.append(address)
        return "250 ok"
    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        parts = [{"type": p.get_content_type(), "charset": p.get_content_charset(), "content": p.get_content()}
                 for p in mail.walk() if not p.is_multipart()]
        print(json.dumps({"from": envelope.mail_from, "recipients": envelope.rcpt_tos,
            "headers": {k.lower(): str(v) for k, v in mail.items()}, "count": len(mail.items()),
            "kind": mail.get_content_type(), "parts": parts, "defects": [str(d) for d in mail.defects]}), flush=True)
        return "250 taken"

async def main():
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(Handler()), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())
"#;

#[tokio::test]
async fn python_reads_what_was_meant() {
    let python = std::env::var("LUOTSI_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let there = Command::new(&python)
        .args(["-c", "import aiosmtpd"])
        .output()
        .await;
    if !there.is_ok_and(|output| output.status.success()) {
        println!("not run: {python} has no aiosmtpd (Debian: python3-aiosmtpd)");
        return;
    }
    let mut process = Command::new(&python)
        .args(["-c", SERVER])
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let port = lines
        .next_line()
        .await
        .unwrap()
        .expect("the server names its port");
    let transport = Transport::Smtp(Smtp::new(&format!("smtp://127.0.0.1:{port}"), None).unwrap());

    let first = compose(&single(1), &sender()).unwrap();
    let error = transport.send(&first).await.expect_err("greylisted");
    assert_eq!((outcome(&error), error.code()), (Outcome::Later, Some(451)));

    let mut letters = vec![
        single(1),
        digest(2, &[NoticeKind::WorryUrgent, NoticeKind::ClosedQuiet]),
    ];
    for language in Language::ALL {
        letters.push(Letter {
            name: "Åke \"Ö\" Ängström, työntekijä".to_owned(),
            language,
            ..digest(3, NoticeKind::ALL)
        });
    }
    for letter in letters {
        let composed = compose(&letter, &sender()).unwrap();
        transport.send(&composed).await.unwrap();
        let mail = composed.mail();
        let read: Value = serde_json::from_str(&lines.next_line().await.unwrap().unwrap()).unwrap();

        assert_eq!(read["from"], "luotsi@luotsi.example");
        assert_eq!(
            read["recipients"],
            serde_json::json!(["aino.esimerkki@mereo.example"])
        );
        assert_eq!(read["defects"], serde_json::json!([]));
        assert_eq!(read["kind"], "multipart/alternative");
        let headers = &read["headers"];
        assert_eq!(headers["subject"], mail.subject.as_str());
        assert_eq!(headers["message-id"], mail.message_id.as_str());
        assert_eq!(headers["date"], "Tue, 24 Nov 2026 06:00:00 +0000");
        assert_eq!(headers["auto-submitted"], "auto-generated");
        let to = headers["to"].as_str().unwrap();
        assert!(to.contains("<aino.esimerkki@mereo.example>"), "{to}");
        assert_eq!(read["count"], 8, "{headers}");
        let parts = read["parts"].as_array().unwrap();
        assert_eq!(parts.len(), 2);
        for (part, kind, content) in [
            (&parts[0], "text/plain", &mail.text),
            (&parts[1], "text/html", &mail.html),
        ] {
            assert_eq!(part["type"], kind);
            assert_eq!(part["charset"], "utf-8");
            let words = part["content"].as_str().unwrap().replace("\r\n", "\n");
            assert_eq!(words.trim_end(), content.trim_end());
        }
    }
}
