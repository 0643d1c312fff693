//! Serving without a proxy in front.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use luotsi_web::server::{Tls, TlsError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::server::{Answer, Server, limits, patient, within};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tls").join(name)
}

fn tls() -> Tls {
    Tls::from_pem_files(&file("certificate.pem"), &file("key.pem")).unwrap()
}

fn connector() -> TlsConnector {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_file(file("certificate.pem")).unwrap())
        .unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    TlsConnector::from(Arc::new(config))
}

#[tokio::test]
async fn the_service_speaks_tls_by_itself() {
    let server = Server::start_with(patient(), Some(tls())).await;
    let name = ServerName::try_from("luotsi.test").unwrap();
    let mut stream = within(connector().connect(name, server.connect().await))
        .await
        .unwrap();
    stream
        .write_all(b"GET /notes HTTP/1.1\r\nHost: luotsi.test\r\nConnection: close\r\n\r\n")
        .await
        .unwrap();
    let answer = Answer::read(&mut stream).await;
    assert_eq!((answer.status(), answer.body.as_str()), (200, "notes"));
    assert_eq!(
        answer.field("strict-transport-security"),
        Some("max-age=31536000; includeSubDomains")
    );
}

#[tokio::test]
async fn a_client_that_never_shakes_hands_is_cut() {
    let server = Server::start_with(limits(), Some(tls())).await;
    for beginning in ["", "\u{16}\u{3}\u{1}", "GET / HTTP/1.1\r\n\r\n"] {
        let mut stream = server.connect().await;
        stream.write_all(beginning.as_bytes()).await.unwrap();
        let mut rest = Vec::new();
        let _ = within(stream.read_to_end(&mut rest)).await;
        assert!(!rest.starts_with(b"HTTP"));
    }
}

#[test]
fn files_that_cannot_be_served_with_are_refused() {
    let fault = |chain: &str, key: &str| Tls::from_pem_files(&file(chain), &file(key)).err();
    assert!(matches!(fault("nowhere.pem", "key.pem"), Some(TlsError::Pem(_))));
    assert!(matches!(
        fault("certificate.pem", "certificate.pem"),
        Some(TlsError::Pem(_))
    ));
    assert!(matches!(
        fault("README.md", "key.pem"),
        Some(TlsError::Pair(_) | TlsError::Pem(_))
    ));
    assert!(matches!(
        fault("certificate.pem", "other-key.pem"),
        Some(TlsError::Pair(_))
    ));
}
