//! What every answer has, and what stands in for a route that is not there.

use crate::server::{Server, patient};

async fn ask(server: &Server, line: &str) -> crate::server::Answer {
    server
        .send(format!("{line} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .await
}

#[tokio::test]
async fn an_address_without_a_route_is_not_found() {
    let server = Server::start(patient()).await;
    for line in [
        "GET /",
        "GET /nowhere",
        "DELETE /nowhere",
        "GET /notes/",
        "GET //notes",
        "GET /notes/1/2",
        "GET /%6eotes",
        "OPTIONS *",
        "CONNECT a:443",
    ] {
        ask(&server, line).await.problem("not-found", 404);
    }
}

#[tokio::test]
async fn another_method_is_told_those_that_are_allowed() {
    let server = Server::start(patient()).await;
    for (line, allow) in [
        ("PUT /notes", "GET, HEAD, POST"),
        ("DELETE /notes", "GET, HEAD, POST"),
        ("PATCH /notes", "GET, HEAD, POST"),
        ("OPTIONS /notes", "GET, HEAD, POST"),
        ("TRACE /notes", "GET, HEAD, POST"),
        ("BREW /notes", "GET, HEAD, POST"),
        ("GET /optional", "POST"),
        ("POST /notes/1", "GET, HEAD"),
    ] {
        let answer = ask(&server, line).await;
        answer.problem("method-not-allowed", 405);
        let mut allowed: Vec<_> = answer.field("allow").unwrap().split(',').map(str::trim).collect();
        allowed.sort_unstable();
        assert_eq!(allowed.join(", "), allow, "{line}");
    }
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let server = Server::start(patient()).await;
    for path in ["/notes", "/nowhere"] {
        let (get, head) = (
            server.get(path, "").await,
            ask(&server, &format!("HEAD {path}")).await,
        );
        assert_eq!(head.body, "");
        let steady = |head: &str| -> Vec<String> {
            head.lines()
                .filter(|line| !line.starts_with("date"))
                .map(str::to_owned)
                .collect()
        };
        assert_eq!(steady(&head.head), steady(&get.head));
    }
}

#[tokio::test]
async fn a_problem_speaks_the_readers_language() {
    let server = Server::start(patient()).await;
    let mut titles = Vec::new();
    for (asked, spoken) in [
        ("fi", "fi"),
        ("sv-FI, fi;q=0.5", "sv"),
        ("en", "en"),
        ("de", "fi"),
        ("\u{7f}", "fi"),
    ] {
        if asked.bytes().any(|byte| byte.is_ascii_control()) {
            continue;
        }
        let answer = server
            .get("/nowhere", &format!("Accept-Language: {asked}\r\n"))
            .await;
        assert_eq!(answer.field("content-language"), Some(spoken), "{asked}");
        titles.push(
            answer.problem("not-found", 404)["title"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }
    assert_eq!(titles[0], titles[3]);
    assert!(
        titles[0] != titles[1] && titles[1] != titles[2] && titles[0] != titles[2],
        "{titles:?}"
    );

    let fault = |language| {
        let fields = format!("Content-Type: application/json\r\nAccept-Language: {language}\r\n");
        let server = &server;
        async move { server.post_as("/notes", &fields, "{}").await.json()["errors"][0]["message"].clone() }
    };
    assert_ne!(fault("fi").await, fault("sv").await);
}

#[tokio::test]
async fn every_answer_has_the_strict_header_fields() {
    let server = Server::start(patient()).await;
    for path in ["/notes", "/nowhere", "/panic", "/list?x=1"] {
        let answer = server.get(path, "Origin: https://elsewhere.test\r\n").await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.field(name), Some(value), "{path}");
        }
        let policy = answer.field("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        for absent in [
            "server",
            "x-powered-by",
            "access-control-allow-origin",
            "strict-transport-security",
        ] {
            assert_eq!(answer.field(absent), None, "{path}");
        }
    }
}

#[tokio::test]
async fn a_fault_inside_is_an_answer_without_its_cause() {
    let server = Server::start(patient()).await;
    let answer = server.get("/panic", "").await;
    answer.problem("internal", 500);
    assert!(!answer.body.contains("Reino"), "{answer:?}");
    assert_eq!(server.get("/notes", "").await.status(), 200);
}

#[tokio::test]
async fn requests_are_counted_by_template_and_never_by_what_was_sent() {
    let server = Server::start(patient()).await;
    server.get("/notes/Kettuniemi", "").await;
    server.get("/Kettuniemi?phone=1", "").await;
    ask(&server, "KETTUNIEMI /notes").await;
    let text = server.metrics.text().unwrap();
    for line in [
        r#"luotsi_http_requests_total{route="/notes/{id}",method="GET",status="4xx"} 1"#,
        r#"luotsi_http_requests_total{route="none",method="GET",status="4xx"} 1"#,
        r#"luotsi_http_requests_total{route="/notes",method="OTHER",status="4xx"} 1"#,
        r#"luotsi_http_request_duration_seconds_count{route="none"} 1"#,
        "luotsi_http_requests_in_flight 0",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert!(!text.to_lowercase().contains("kettuniemi"), "{text}");
}
