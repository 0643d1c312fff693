//! The accept loop: connections in, requests to the router, an orderly end.
//!
//! axum's own loop cuts no slow client, so this one drives hyper itself: bounded in connections and in
//! every wait ([`Limits`]), with TLS where no proxy stands in front, and with a drain that lets
//! requests finish and refuses new ones.

use std::fmt;
use std::future::{pending, poll_fn};
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::http::header::HOST;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Version};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{Instant, sleep_until, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, pem};
use tokio_rustls::rustls::{self, ServerConfig};
use tower::ServiceExt;

use crate::limits::{Busy, Limits, Paced};

/// A certificate and its key, ready to serve with.
#[derive(Clone)]
pub struct Tls(TlsAcceptor);

/// Why a certificate cannot be served with.
#[derive(Debug)]
pub enum TlsError {
    /// A PEM file cannot be read or holds nothing of the kind.
    Pem(pem::Error),
    /// Certificate and key are well-formed but do not serve.
    Pair(rustls::Error),
}

impl fmt::Display for TlsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pem(fault) => write!(f, "the certificate or key file cannot be used: {fault}"),
            Self::Pair(fault) => write!(f, "the certificate and the key cannot be served with: {fault}"),
        }
    }
}

impl std::error::Error for TlsError {}

impl Tls {
    /// Reads a certificate chain and its key from two PEM files.
    ///
    /// # Errors
    /// A file that cannot be read, holds no such PEM section, or a key that is not the certificate's.
    pub fn from_pem_files(chain: &Path, key: &Path) -> Result<Self, TlsError> {
        let chain = CertificateDer::pem_file_iter(chain)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(TlsError::Pem)?;
        let key = PrivateKeyDer::from_pem_file(key).map_err(TlsError::Pem)?;
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(TlsError::Pair)?
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .map_err(TlsError::Pair)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self(TlsAcceptor::from(Arc::new(config))))
    }
}

/// How the service ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drained {
    /// Every request was answered.
    Whole,
    /// This many connections were still there when [`Limits::drain`] ran out.
    Cut(usize),
}

/// Held by a request for as long as it is worked on, so that the drain waits for it even where its
/// client has gone away.
#[derive(Clone)]
pub(crate) struct Unfinished(#[expect(dead_code, reason = "held, never read")] watch::Receiver<Phase>);

/// Marks a request without exactly one usable `Host`, for whom the shell has its own answer.
#[derive(Clone, Copy)]
pub(crate) struct Unaddressed;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Serving,
    Draining,
    Over,
}

/// What all connections share.
struct House {
    http: http1::Builder,
    router: Router,
    limits: Limits,
    tls: Option<Tls>,
}

/// Serves `router` on `listener` until `shutdown` resolves, then drains.
///
/// The router should have gone through [`Shell::around`](crate::shell::Shell::around).
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    tls: Option<Tls>,
    shutdown: impl Future<Output = ()>,
) -> Drained {
    let house = Arc::new(House {
        http: protocol(&limits),
        router,
        limits,
        tls,
    });
    let slots = Arc::new(Semaphore::new(limits.connections));
    let (phase, seen) = watch::channel(Phase::Serving);
    let mut shutdown = pin!(shutdown);
    loop {
        let next = async {
            let slot = Arc::clone(&slots).acquire_owned().await;
            (slot, accept(&listener).await)
        };
        let (slot, (stream, peer)) = tokio::select! {
            biased;
            () = &mut shutdown => break,
            next = next => next,
        };
        let (house, seen) = (Arc::clone(&house), seen.clone());
        tokio::spawn(async move {
            let _slot = slot;
            welcome(stream, peer, house, seen).await;
        });
    }
    // From here on a new client is refused by the operating system.
    drop(listener);
    drop(seen);
    phase.send_replace(Phase::Draining);
    if timeout(limits.drain, phase.closed()).await.is_ok() {
        return Drained::Whole;
    }
    phase.send_replace(Phase::Over);
    Drained::Cut(limits.connections - slots.available_permits())
}

fn protocol(limits: &Limits) -> http1::Builder {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.idle)
        .max_headers(limits.head_fields)
        .max_header_size(limits.head_bytes)
        .max_buf_size(limits.head_bytes.max(64 * 1024));
    http
}

async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    /// Where the process is out of descriptors, asking again at once would only burn the processor.
    const BREATH: Duration = Duration::from_millis(50);
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(fault) if of_one_client(&fault) => {}
            Err(fault) => {
                tracing::warn!(error = %fault, "no connection can be accepted at the moment");
                let _ = timeout(BREATH, pending::<()>()).await;
            }
        }
    }
}

fn of_one_client(fault: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    [ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted].contains(&fault.kind())
}

async fn welcome(stream: TcpStream, peer: SocketAddr, house: Arc<House>, seen: watch::Receiver<Phase>) {
    // Answers are small and whole; waiting to fill a segment only delays them.
    let _ = stream.set_nodelay(true);
    match &house.tls {
        // Boxed, so that a connection pays for its own kind only.
        None => Box::pin(converse(stream, peer, &house, seen)).await,
        Some(Tls(acceptor)) => {
            let shaken = Box::pin(timeout(house.limits.head, acceptor.accept(stream))).await;
            if let Ok(Ok(stream)) = shaken {
                Box::pin(converse(stream, peer, &house, seen)).await;
            }
        }
    }
}

/// Answers the requests of one connection.
async fn converse<S>(stream: S, peer: SocketAddr, house: &House, mut seen: watch::Receiver<Phase>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let limits = &house.limits;
    let busy = Busy::default();
    let service = {
        let (busy, router, unfinished) = (busy.clone(), house.router.clone(), Unfinished(seen.clone()));
        // Boxed, because only a service whose future may move lets go of its stream at the end.
        service_fn(move |request| -> Pin<Box<dyn Future<Output = _> + Send>> {
            let (busy, router, unfinished) = (busy.clone(), router.clone(), unfinished.clone());
            Box::pin(async move {
                busy.set(true);
                let answer = router.oneshot(admit(request, peer, unfinished)).await;
                busy.set(false);
                answer
            })
        })
    };
    let stream = TokioIo::new(Paced::new(stream, limits, busy.clone()));
    let mut connection = house.http.serve_connection(stream, service);
    let mut settled = pin!(sleep_until(Instant::now()));
    let mut draining = false;
    loop {
        tokio::select! {
            ended = poll_fn(|cx| connection.poll_without_shutdown(cx)) => match ended {
                Ok(()) => break,
                Err(_) => return,
            },
            changed = seen.changed() => {
                if changed.is_err() || *seen.borrow_and_update() == Phase::Over {
                    return;
                }
                draining = true;
                Pin::new(&mut connection).graceful_shutdown();
                settled.as_mut().reset(Instant::now() + limits.settle);
            }
            // hyper waits for the first head of a connection even when told to stop.
            () = &mut settled, if draining => {
                if !busy.get() {
                    return;
                }
                draining = false;
            }
        }
    }
    let Some(stream) = connection.into_parts().io.into_inner().into_inner() else {
        return;
    };
    tokio::select! {
        () = linger(stream, limits) => {}
        _ = seen.wait_for(|phase| *phase == Phase::Over) => {}
    }
}

/// Marks what the shell and the handlers have to know about where a request came from.
fn admit(request: Request<Incoming>, peer: SocketAddr, unfinished: Unfinished) -> Request {
    let mut request = request.map(Body::new);
    let unaddressed = !addressed(request.version(), request.headers());
    let extensions = request.extensions_mut();
    extensions.insert(ConnectInfo(peer));
    extensions.insert(unfinished);
    if unaddressed {
        extensions.insert(Unaddressed);
    }
    request
}

/// RFC 9112, 3.2: exactly one `Host`, and a usable one; HTTP/1.0 may leave it out.
fn addressed(version: Version, headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(HOST).into_iter();
    match (hosts.next(), hosts.next()) {
        (None, _) => version < Version::HTTP_11,
        (Some(host), None) => {
            let usable = |host: &Authority| !host.as_str().contains('@');
            Authority::try_from(host.as_bytes()).is_ok_and(|host| usable(&host))
        }
        (Some(_), Some(_)) => false,
    }
}

/// Says goodbye so that the client can read its last answer.
///
/// A client that is refused in the middle of a large body goes on sending; closing on it would reset
/// the connection and throw the refusal away.
async fn linger<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, limits: &Limits) {
    let farewell = async {
        if stream.shutdown().await.is_ok() {
            let mut rest = stream.take(limits.linger_bytes);
            let _ = tokio::io::copy(&mut rest, &mut tokio::io::sink()).await;
        }
    };
    let _ = timeout(limits.linger, farewell).await;
}
