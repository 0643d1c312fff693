//! The orderly end.

use std::time::Duration;

use luotsi_web::limits::Limits;
use luotsi_web::server::Drained;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::server::{Answer, Server, limits, patient, within};

const GATE: &[u8] = b"GET /gate HTTP/1.1\r\nHost: a\r\n\r\n";

#[tokio::test]
async fn a_request_in_flight_is_finished_and_a_new_client_is_refused() {
    let mut server = Server::start(patient()).await;
    let gate = server.gate.clone();
    let mut stream = server.connect().await;
    stream.write_all(GATE).await.unwrap();
    within(gate.begun.notified()).await;

    server.stop().await;
    gate.through.add_permits(1);
    let answer = Answer::read(&mut stream).await;
    assert_eq!((answer.status(), answer.body.as_str()), (200, "through"));
    assert_eq!(answer.field("connection"), Some("close"));
    drop(stream);
    assert_eq!(server.ended().await, Drained::Whole);
}

#[tokio::test]
async fn the_work_of_a_client_that_left_is_finished_too() {
    let mut server = Server::start(patient()).await;
    let gate = server.gate.clone();
    let mut stream = server.connect().await;
    stream.write_all(GATE).await.unwrap();
    within(gate.begun.notified()).await;
    drop(stream);

    server.stop().await;
    gate.through.add_permits(1);
    within(gate.finished.notified()).await;
    assert_eq!(server.ended().await, Drained::Whole);
}

#[tokio::test]
async fn connections_at_rest_are_closed() {
    let mut server = Server::start(patient()).await;
    let mut fresh = server.connect().await;
    let mut kept = server.connect().await;
    kept.write_all(b"GET /notes HTTP/1.1\r\nHost: a\r\n\r\n")
        .await
        .unwrap();
    let mut first = [0; 4];
    within(kept.read_exact(&mut first)).await.unwrap();
    assert_eq!(&first, b"HTTP");

    server.stop().await;
    assert_eq!(Answer::read(&mut kept).await.body, "notes");
    assert_eq!(within(fresh.read(&mut [0; 16])).await.unwrap_or(0), 0);
    drop((fresh, kept));
    assert_eq!(server.ended().await, Drained::Whole);
}

#[tokio::test]
async fn what_does_not_end_is_cut_at_the_deadline() {
    let limits = Limits {
        drain: Duration::from_millis(200),
        ..limits()
    };
    let mut server = Server::start(limits).await;
    let gate = server.gate.clone();
    let mut stream = server.connect().await;
    stream.write_all(GATE).await.unwrap();
    within(gate.begun.notified()).await;

    server.stop().await;
    assert_eq!(Answer::read(&mut stream).await.head, "");
    assert_eq!(server.ended().await, Drained::Cut(1));
}
