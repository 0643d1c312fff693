//! Slow, silent and ill-mannered clients.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::{Instant, interval};

use crate::server::{Answer, Server, limits, patient, within};

/// Writes a byte now and then until the service hangs up.
async fn trickle(stream: &mut (impl AsyncReadExt + AsyncWriteExt + Unpin)) -> Vec<u8> {
    let mut answer = Vec::new();
    let mut beat = interval(Duration::from_millis(20));
    let mut chunk = [0; 1024];
    loop {
        tokio::select! {
            read = stream.read(&mut chunk) => match read {
                Ok(count) if count > 0 => answer.extend_from_slice(&chunk[..count]),
                _ => return answer,
            },
            _ = beat.tick() => {
                let _ = stream.write_all(b"x").await;
            }
        }
    }
}

#[tokio::test]
async fn a_head_that_trickles_in_is_cut() {
    let server = Server::start(limits()).await;
    for beginning in ["", "GET /notes HTTP/1.1\r\nHost: a\r\nX-Slow: "] {
        let mut stream = server.connect().await;
        stream.write_all(beginning.as_bytes()).await.unwrap();
        let began = Instant::now();
        let answer = within(trickle(&mut stream)).await;
        assert_eq!(String::from_utf8_lossy(&answer), "", "after {beginning:?}");
        assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    }
}

#[tokio::test]
async fn a_connection_without_a_request_is_cut() {
    let server = Server::start(limits()).await;
    let mut stream = server.connect().await;
    assert_eq!(within(stream.read(&mut [0; 16])).await.unwrap_or(0), 0);

    // Also one that has had its answer.
    let mut stream = server.connect().await;
    stream
        .write_all(b"GET /notes HTTP/1.1\r\nHost: a\r\n\r\n")
        .await
        .unwrap();
    assert_eq!(Answer::read(&mut stream).await.body, "notes");

    // And one that begins a second head and leaves it.
    let limits = luotsi_web::limits::Limits {
        idle: Duration::from_mins(1),
        ..limits()
    };
    let server = Server::start(limits).await;
    let mut stream = server.connect().await;
    stream
        .write_all(b"GET /notes HTTP/1.1\r\nHost: a\r\n\r\n")
        .await
        .unwrap();
    let mut first = [0; 4];
    within(stream.read_exact(&mut first)).await.unwrap();
    stream.write_all(b"GET /no").await.unwrap();
    assert!(Answer::read(&mut stream).await.body.ends_with("notes"));
}

#[tokio::test]
async fn a_body_that_trickles_in_is_refused_and_cut() {
    let server = Server::start(limits()).await;
    for framing in [
        "Content-Length: 100000\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nffffff\r\n",
    ] {
        let head = "POST /notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
        let mut stream = server.connect().await;
        stream
            .write_all(format!("{head}{framing}{{").as_bytes())
            .await
            .unwrap();
        let bytes = within(trickle(&mut stream)).await;
        let answer = Answer::read(&mut &bytes[..]).await;
        assert_eq!(answer.status(), 408);
        assert_eq!(answer.field("connection"), Some("close"));
    }
}

#[tokio::test]
async fn a_client_that_does_not_read_its_answer_is_cut() {
    let server = Server::start(luotsi_web::limits::Limits {
        connections: 1,
        ..limits()
    })
    .await;
    let mut deaf = server.connect().await;
    deaf.write_all(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        .await
        .unwrap();
    // There is room for one connection: this is answered only once the other is gone.
    assert_eq!(server.get("/notes", "").await.body, "notes");
    drop(deaf);
}

#[tokio::test]
async fn more_clients_than_there_is_room_for_wait_their_turn() {
    let server = Server::start(luotsi_web::limits::Limits {
        connections: 2,
        ..limits()
    })
    .await;
    let silent = (server.connect().await, server.connect().await);
    let (one, two, three) = tokio::join!(
        server.get("/notes", ""),
        server.get("/notes", ""),
        server.get("/notes", "")
    );
    assert_eq!([one.status(), two.status(), three.status()], [200, 200, 200]);
    drop(silent);
}

#[tokio::test]
async fn a_request_names_exactly_one_host() {
    let server = Server::start(patient()).await;
    let ask = async |line: &str, fields: &str| {
        server
            .send(format!("{line}\r\n{fields}Connection: close\r\n\r\n"))
            .await
    };
    for (line, fields, status) in [
        ("GET /notes HTTP/1.1", "Host: luotsi.test\r\n", 200),
        ("GET /notes HTTP/1.1", "Host: luotsi.test:8080\r\n", 200),
        ("GET /notes HTTP/1.1", "Host: [::1]:8080\r\n", 200),
        ("GET /notes HTTP/1.0", "", 200),
        (
            "GET http://luotsi.test/notes HTTP/1.1",
            "Host: luotsi.test\r\n",
            200,
        ),
        ("GET /notes HTTP/1.1", "", 400),
        (
            "GET /notes HTTP/1.1",
            "Host: luotsi.test\r\nHost: luotsi.test\r\n",
            400,
        ),
        (
            "GET /notes HTTP/1.1",
            "Host: luotsi.test\r\nhOST: other.test\r\n",
            400,
        ),
        (
            "GET /notes HTTP/1.0",
            "Host: luotsi.test\r\nHost: other.test\r\n",
            400,
        ),
        ("GET /notes HTTP/1.1", "Host: \r\n", 400),
        ("GET /notes HTTP/1.1", "Host: a b\r\n", 400),
        ("GET /notes HTTP/1.1", "Host: someone@luotsi.test\r\n", 400),
        ("GET /notes HTTP/1.1", "Host: luotsi.test/notes\r\n", 400),
        ("GET /nowhere HTTP/1.1", "", 400),
    ] {
        let answer = ask(line, fields).await;
        assert_eq!(answer.status(), status, "{line} {fields}");
        if status == 400 {
            answer.problem("malformed", 400);
        }
    }
}

#[tokio::test]
async fn a_head_is_bounded_in_size_and_fields() {
    let server = Server::start(patient()).await;
    for (fields, status) in [
        (format!("X-Long: {}\r\n", "x".repeat(8 * 1024)), 200),
        (format!("X-Long: {}\r\n", "x".repeat(20 * 1024)), 431),
        (format!("X-Long: {}\r\n", "x".repeat(1024 * 1024)), 431),
        ("X-Many: x\r\n".repeat(50), 200),
        ("X-Many: x\r\n".repeat(100), 431),
    ] {
        assert_eq!(server.get("/notes", &fields).await.status(), status);
    }
}

#[tokio::test]
async fn requests_may_follow_each_other_on_one_connection() {
    let server = Server::start(patient()).await;
    let one =
        "POST /optional HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{}";
    let answer = server
        .send(format!(
            "{one}{one}GET /notes HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        ))
        .await;
    let all = format!("{}\r\n\r\n{}", answer.head, answer.body);
    assert_eq!(all.matches("HTTP/1.1 200 OK").count(), 3, "{all}");
}
