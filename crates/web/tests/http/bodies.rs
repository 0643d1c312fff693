//! Bodies and queries that are too large, broken or wrong.

use serde_json::json;

use crate::server::{Server, patient};

const JSON: &str = "Content-Type: application/json\r\n";

#[tokio::test]
async fn a_body_of_ten_megabytes_is_refused_in_a_way_that_can_be_read() {
    let server = Server::start(patient()).await;
    let large = format!("{{\"handoff\": \"{}\"}}", "x".repeat(10_000_000));
    let answer = server.post("/notes", &large).await;
    answer.problem("too-large", 413);
    assert_eq!(answer.field("connection"), Some("close"));

    let chunk = |bytes: &[u8]| [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat();
    let chunks: Vec<Vec<u8>> = large.as_bytes().chunks(60_000).map(chunk).collect();
    let head = "POST /notes HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n";
    server
        .send(
            [
                format!("{head}{JSON}\r\n").as_bytes(),
                &chunks.concat(),
                b"0\r\n\r\n",
            ]
            .concat(),
        )
        .await
        .problem("too-large", 413);
}

#[tokio::test]
async fn a_body_may_be_as_large_as_the_limit() {
    let server = Server::start(patient()).await;
    let frame = r#"{"handoff":""}"#.len();
    for (size, status) in [(1024 * 1024, 200), (1024 * 1024 + 1, 413)] {
        let body = format!("{{\"handoff\":\"{}\"}}", "x".repeat(size - frame));
        assert_eq!(body.len(), size);
        assert_eq!(server.post("/notes", body).await.status(), status);
    }
}

#[tokio::test]
async fn a_body_that_never_comes_is_refused_by_its_declared_length() {
    let server = Server::start(patient()).await;
    let head = "POST /notes HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\nExpect: 100-continue\r\n";
    server
        .send(format!("{head}{JSON}\r\n"))
        .await
        .problem("too-large", 413);
}

#[tokio::test]
async fn what_is_no_json_text_is_malformed() {
    let server = Server::start(patient()).await;
    let deep =
        |open: &str, close: &str| format!("{{\"handoff\":{}{}}}", open.repeat(10_000), close.repeat(10_000));
    let bodies: [(&str, Vec<u8>); 17] = [
        ("half", b"{\"handoff\":".to_vec()),
        ("a word", b"handoff".to_vec()),
        ("only space", b"  ".to_vec()),
        ("two texts", b"{\"handoff\":1}{}".to_vec()),
        ("trailing comma", b"{\"handoff\":1,}".to_vec()),
        ("a comment", b"{\"handoff\":1/**/}".to_vec()),
        ("NaN", b"{\"handoff\":NaN}".to_vec()),
        ("a number beyond all", b"{\"handoff\":1e999}".to_vec()),
        ("a byte order mark", b"\xef\xbb\xbf{\"handoff\":1}".to_vec()),
        ("invalid UTF-8", b"{\"handoff\":\"\xff\xfe\"}".to_vec()),
        ("UTF-16", b"{\0\"\0h\0\"\0:\0\x31\0}\0".to_vec()),
        ("a lone surrogate", b"{\"handoff\":\"\\ud800\"}".to_vec()),
        ("ten thousand arrays", deep("[", "]").into_bytes()),
        ("ten thousand objects", deep("{\"a\":", "}").into_bytes()),
        (
            "open arrays",
            format!("{{\"handoff\":{}", "[".repeat(100_000)).into_bytes(),
        ),
        ("a name twice", b"{\"handoff\":1,\"handoff\":2}".to_vec()),
        (
            "a name twice inside",
            b"{\"handoff\":{\"client\":{\"phone\":1,\"phone\":2}}}".to_vec(),
        ),
    ];
    for (what, body) in bodies {
        let problem = server.post("/notes", body).await.problem("malformed", 400);
        assert_eq!(problem.get("errors"), None, "{what}");
    }
}

#[tokio::test]
async fn what_does_not_fit_is_told_by_place_and_code() {
    let server = Server::start(patient()).await;
    for (body, pointer, code) in [
        (json!({}), "/handoff", "required"),
        (
            json!({"handoff": 1, "placement": {}}),
            "/placement/programme",
            "required",
        ),
        (
            json!({"handoff": 1, "status": "accepted"}),
            "/status",
            "unknown-field",
        ),
        (json!({"handoff": 1, "Reino Kettuniemi": 1}), "", "unknown-field"),
        (
            json!({"handoff": 1, "placement": {"programme": "a", "role": 1}}),
            "/placement/role",
            "unknown-field",
        ),
        (
            json!({"handoff": 1, "placement": {"programme": 7}}),
            "/placement/programme",
            "wrong-type",
        ),
        (
            json!({"handoff": 1, "placement": {"programme": "a", "then": ["b", null]}}),
            "/placement/then/1",
            "wrong-type",
        ),
        (
            json!({"handoff": 1, "placement": {"programme": "a", "kind": "fax"}}),
            "/placement/kind",
            "not-in-list",
        ),
        (
            json!({"handoff": 1, "placement": {"programme": "a", "places": -1}}),
            "/placement/places",
            "invalid",
        ),
        (
            json!({"handoff": {"own_words": "a\0b"}}),
            "/handoff/own_words",
            "control-character",
        ),
        (json!([]), "", "wrong-type"),
        (json!([1, null]), "", "wrong-type"),
        (
            json!({"handoff": 1, "placement": ["a"]}),
            "/placement",
            "wrong-type",
        ),
        (json!("text"), "", "wrong-type"),
        (json!(null), "", "wrong-type"),
    ] {
        let problem = server
            .post("/notes", body.to_string())
            .await
            .problem("invalid-request", 422);
        let [fault] = &problem["errors"].as_array().unwrap()[..] else {
            panic!("{problem}")
        };
        assert_eq!(
            (fault["pointer"].as_str(), fault["code"].as_str()),
            (Some(pointer), Some(code)),
            "{body}"
        );
        let message = fault["message"].as_str().unwrap();
        assert!(message.contains(' ') && !message.contains('{'), "{message}");
    }
}

#[tokio::test]
async fn an_integer_may_be_written_with_a_point() {
    let server = Server::start(patient()).await;
    let places = async |places: &str| {
        let body =
            format!("{{\"handoff\": 1, \"placement\": {{\"programme\": \"a\", \"places\": {places}}}}}");
        server.post("/notes", body).await
    };
    for (written, read) in [("2", 2), ("2.0", 2), ("0.0", 0), ("-0.0", 0), ("1e2", 100)] {
        assert_eq!(
            places(written).await.json()["placement"]["places"],
            read,
            "{written}"
        );
    }
    for written in ["2.5", "-1.0", "4294967296.0", "1e300", "-1e-300"] {
        places(written).await.problem("invalid-request", 422);
    }
}

#[tokio::test]
async fn a_refusal_never_repeats_what_was_sent() {
    let server = Server::start(patient()).await;
    for body in [
        r#"{"handoff": 1, "placement": {"programme": "a", "kind": "Kettuniemi"}}"#,
        r#"{"handoff": 1, "placement": {"programme": "a", "places": "Kettuniemi"}}"#,
        r#"{"handoff": 1, "placement": "Kettuniemi, expected Kettuniemi at line 1"}"#,
        r#"{"handoff": 1, "Kettuniemi": "Kettuniemi"}"#,
        r#"{"handoff": 1 "Kettuniemi"}"#,
    ] {
        let answer = server.post("/notes", body).await;
        assert!(answer.status() >= 400);
        let all = format!("{}{}", answer.head, answer.body);
        for word in ["Kettuniemi", "line 1", "column", "expected"] {
            assert!(!all.contains(word), "{word}: {all}");
        }
    }
}

#[tokio::test]
async fn an_empty_body_stands_for_an_empty_object() {
    let server = Server::start(patient()).await;
    for fields in ["", JSON, "Content-Type: application/x-www-form-urlencoded\r\n"] {
        assert_eq!(
            server.post_as("/optional", fields, "").await.json(),
            json!({"reason": null})
        );
    }
    server
        .post_as("/notes", "", "")
        .await
        .problem("invalid-request", 422);
}

#[tokio::test]
async fn a_body_has_to_be_declared_as_json_in_utf_8() {
    let server = Server::start(patient()).await;
    for kind in [
        "Content-Type: application/json\r\n",
        "Content-Type: Application/JSON; Charset=\"UTF-8\"\r\n",
        "Content-Type: application/json;\r\n",
        "Content-Type: application/json\r\nContent-Encoding: identity\r\n",
    ] {
        assert_eq!(
            server.post_as("/optional", kind, "{}").await.status(),
            200,
            "{kind}"
        );
    }
    for kind in [
        "",
        "Content-Type: text/plain\r\n",
        "Content-Type: text/json\r\n",
        "Content-Type: application/jsonp\r\n",
        "Content-Type: application/x-www-form-urlencoded\r\n",
        "Content-Type: multipart/form-data; boundary=x\r\n",
        "Content-Type: application/json; charset=utf-7\r\n",
        "Content-Type: application/json; charset\r\n",
        "Content-Type: text/plain; application/json\r\n",
        "Content-Type: application/json\r\nContent-Type: text/plain\r\n",
        "Content-Type: application/json\r\nContent-Encoding: gzip\r\n",
    ] {
        server
            .post_as("/optional", kind, "{}")
            .await
            .problem("unsupported-media-type", 415);
    }
}

#[tokio::test]
async fn a_query_is_as_strict_as_a_body() {
    let server = Server::start(patient()).await;
    assert_eq!(
        server.get("/list?limit=5&status=a%20b", "").await.json(),
        json!({"limit": 5, "status": "a b"})
    );
    for (query, pointer, code) in [
        ("limit=many", "/limit", "invalid"),
        ("limit=300", "/limit", "invalid"),
        ("limit=", "/limit", "invalid"),
        ("limit=1&limit=2", "/limit", "duplicate"),
        ("limit[]=1", "", "unknown-field"),
        ("cursor=1", "/cursor", "unknown-field"),
        ("status=%00", "", "control-character"),
    ] {
        let problem = server
            .get(&format!("/list?{query}"), "")
            .await
            .problem("invalid-request", 422);
        let fault = &problem["errors"][0];
        assert_eq!(
            (fault["pointer"].as_str(), fault["code"].as_str()),
            (Some(pointer), Some(code)),
            "{query}"
        );
    }
}

#[tokio::test]
async fn what_cannot_be_an_id_names_nothing() {
    let server = Server::start(patient()).await;
    let id = "0192f0c1-2345-7000-8000-000000000001";
    assert_eq!(server.get(&format!("/notes/{id}"), "").await.body, id);
    let ghost = server.get("/notes/nobody", "").await;
    ghost.problem("not-found", 404);
    for id in ["%ff", "%00", "..", "1;2", "%2e%2e%2fsecret", "ref-1"] {
        let answer = server.get(&format!("/notes/{id}"), "").await;
        answer.problem("not-found", 404);
        assert_eq!(answer.body, ghost.body, "{id}");
    }
}
