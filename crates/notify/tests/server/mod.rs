//! A small mail server that really speaks SMTP, on loopback, with STARTTLS, and misbehaves as told.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test's own functions fail as the test does"
)]
#![allow(dead_code, reason = "each test uses its part")]

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::Notify,
    task::JoinHandle,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        self,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};

/// What the server does with one mail; after the script is used up, it accepts.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    Accept,
    /// Answers RCPT with this line.
    AtRecipient(&'static str),
    /// Answers the end of DATA with this line.
    AtEnd(&'static str),
    /// Closes the connection instead of letting DATA begin.
    DropBeforeData,
    /// Takes the whole mail and closes the connection without a word.
    DropAfterData,
    /// Accepts, and closes the connection after its answer.
    DropAfterAnswer,
    /// Takes the whole mail and answers only when told to.
    LateAnswer,
}

/// How the server guards the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    Plain,
    StartTls,
    /// TLS from the first byte.
    Wrapped,
    /// Accepts connections and never says a word.
    Silent,
}

/// A mail that arrived whole, whatever was answered.
#[derive(Debug, Clone)]
pub struct Arrived {
    pub from: String,
    pub recipients: Vec<String>,
    /// As on the wire, dots stuffed, without the final dot.
    pub wire: Vec<u8>,
    pub answered: bool,
    pub encrypted: bool,
    /// The connection's number, from 0.
    pub connection: usize,
}

impl Arrived {
    /// With the dots unstuffed: what the sender meant.
    pub fn message(&self) -> Vec<u8> {
        let text = String::from_utf8(self.wire.clone()).unwrap();
        let lines: Vec<&str> = text
            .split("\r\n")
            .map(|line| line.strip_prefix('.').unwrap_or(line))
            .collect();
        lines.join("\r\n").into_bytes()
    }

    pub fn header(&self, name: &str) -> Vec<String> {
        let text = String::from_utf8(self.message()).unwrap();
        let (head, _) = text.split_once("\r\n\r\n").unwrap();
        head.replace("\r\n ", " ")
            .split("\r\n")
            .filter_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned))
            .collect()
    }
}

#[derive(Default)]
struct Book {
    script: VecDeque<Step>,
    arrived: Vec<Arrived>,
    /// Every command, and whether the line was encrypted.
    commands: Vec<(String, bool)>,
    connections: usize,
    late: Arc<Notify>,
}

/// A running server; ends with its handle.
pub struct Server {
    pub address: SocketAddr,
    /// The certificate's authority, PEM: the certificate itself.
    pub authority: String,
    book: Arc<Mutex<Book>>,
    task: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// What `AUTH PLAIN` for user `luotsi`, password `p@ss` looks like.
const CREDENTIALS: &str = "AGx1b3RzaQBwQHNz";

trait Line: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Line for T {}

impl Server {
    pub async fn start(guard: Guard, script: &[Step]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (acceptor, authority) = certificate();
        let book = Arc::new(Mutex::new(Book {
            script: script.iter().copied().collect(),
            ..Book::default()
        }));
        let shared = Arc::clone(&book);
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let number = {
                    let mut book = shared.lock().unwrap();
                    book.connections += 1;
                    book.connections - 1
                };
                let (acceptor, book) = (acceptor.clone(), Arc::clone(&shared));
                // A connection that breaks is what some tests are about.
                tokio::spawn(async move {
                    let _ = serve(stream, guard, acceptor, book, number).await;
                });
            }
        });
        Self {
            address,
            authority,
            book,
            task,
        }
    }

    pub fn url(&self, rest: &str) -> String {
        format!("smtp://{}{rest}", self.address)
    }

    pub fn arrived(&self) -> Vec<Arrived> {
        self.book.lock().unwrap().arrived.clone()
    }

    /// Those that the server took responsibility for.
    pub fn taken(&self) -> Vec<Arrived> {
        self.arrived().into_iter().filter(|mail| mail.answered).collect()
    }

    pub fn commands(&self) -> Vec<(String, bool)> {
        self.book.lock().unwrap().commands.clone()
    }

    /// Lets one late answer go out.
    pub fn answer_now(&self) {
        self.book.lock().unwrap().late.notify_one();
    }

    pub fn connections(&self) -> usize {
        self.book.lock().unwrap().connections
    }
}

fn certificate() -> (TlsAcceptor, String) {
    let made =
        rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned(), "localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    (TlsAcceptor::from(Arc::new(config)), made.cert.pem())
}

async fn serve(
    stream: TcpStream,
    guard: Guard,
    acceptor: TlsAcceptor,
    book: Arc<Mutex<Book>>,
    number: usize,
) -> std::io::Result<()> {
    match guard {
        Guard::Silent => {
            let mut stream = BufReader::new(stream);
            // Until the client has had enough.
            while !stream.fill_buf().await?.is_empty() {}
            Ok(())
        }
        Guard::Wrapped => {
            let stream = Box::new(acceptor.accept(stream).await?);
            talk(stream, None, &book, number, true, true).await.map(|_| ())
        }
        Guard::Plain => talk(Box::new(stream), None, &book, number, false, true)
            .await
            .map(|_| ()),
        Guard::StartTls => {
            let stream = Box::new(stream);
            let Some(stream) = talk(stream, Some(()), &book, number, false, true).await? else {
                return Ok(());
            };
            let stream = Box::new(acceptor.accept(stream).await?);
            talk(stream, None, &book, number, true, false).await.map(|_| ())
        }
    }
}

/// One conversation. Hands the line back where the client asks for STARTTLS and `upgrade` is there.
async fn talk(
    stream: Box<dyn Line>,
    upgrade: Option<()>,
    book: &Mutex<Book>,
    number: usize,
    encrypted: bool,
    greet: bool,
) -> std::io::Result<Option<Box<dyn Line>>> {
    let mut stream = BufReader::new(stream);
    let (mut from, mut recipients) = (String::new(), Vec::new());
    let mut step = Step::Accept;
    if greet {
        stream.write_all(b"220 mail.example ESMTP\r\n").await?;
    }
    loop {
        stream.flush().await?;
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(None);
        }
        let command = line
            .strip_suffix("\r\n")
            .expect("a bare LF on the wire")
            .to_owned();
        book.lock().unwrap().commands.push((command.clone(), encrypted));
        let verb = command
            .split([' ', ':'])
            .next()
            .unwrap_or_default()
            .to_ascii_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => match upgrade {
                Some(()) => "250-mail.example\r\n250-8BITMIME\r\n250 STARTTLS".to_owned(),
                None => "250-mail.example\r\n250-8BITMIME\r\n250 AUTH PLAIN".to_owned(),
            },
            "STARTTLS" if upgrade.is_some() => {
                stream.write_all(b"220 go ahead\r\n").await?;
                stream.flush().await?;
                assert!(stream.buffer().is_empty(), "the client pipelined past STARTTLS");
                return Ok(Some(stream.into_inner()));
            }
            "AUTH" if command == format!("AUTH PLAIN {CREDENTIALS}") => "235 welcome".to_owned(),
            "AUTH" => "535 5.7.8 no".to_owned(),
            "MAIL" => {
                from = command;
                recipients.clear();
                step = book.lock().unwrap().script.pop_front().unwrap_or(Step::Accept);
                "250 ok".to_owned()
            }
            "RCPT" => match step {
                Step::AtRecipient(refusal) => refusal.to_owned(),
                Step::Accept
                | Step::AtEnd(_)
                | Step::DropBeforeData
                | Step::DropAfterData
                | Step::DropAfterAnswer
                | Step::LateAnswer => {
                    recipients.push(command);
                    "250 ok".to_owned()
                }
            },
            "DATA" if matches!(step, Step::DropBeforeData) => return Ok(None),
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                stream.flush().await?;
                let wire = data(&mut stream).await?;
                let answer = match step {
                    Step::AtEnd(refusal) => Some(refusal),
                    Step::DropAfterData => None,
                    Step::Accept
                    | Step::AtRecipient(_)
                    | Step::DropBeforeData
                    | Step::DropAfterAnswer
                    | Step::LateAnswer => Some("250 taken"),
                };
                book.lock().unwrap().arrived.push(Arrived {
                    from: from.clone(),
                    recipients: recipients.clone(),
                    wire,
                    answered: answer.is_some_and(|answer| answer.starts_with('2')),
                    encrypted,
                    connection: number,
                });
                let Some(answer) = answer else { return Ok(None) };
                if matches!(step, Step::LateAnswer) {
                    let late = Arc::clone(&book.lock().unwrap().late);
                    late.notified().await;
                }
                if matches!(step, Step::DropAfterAnswer) {
                    stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
                    stream.flush().await?;
                    return Ok(None);
                }
                answer.to_owned()
            }
            "QUIT" => {
                stream.write_all(b"221 bye\r\n").await?;
                stream.flush().await?;
                return Ok(None);
            }
            "NOOP" | "RSET" => "250 ok".to_owned(),
            _ => "500 what?".to_owned(),
        };
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}

/// Everything up to the lonely dot. A bare CR or LF inside would be an opening for smuggled mail.
async fn data(stream: &mut BufReader<Box<dyn Line>>) -> std::io::Result<Vec<u8>> {
    let mut wire = Vec::new();
    loop {
        let start = wire.len();
        if stream.read_until(b'\n', &mut wire).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let line = &wire[start..];
        assert!(
            line.ends_with(b"\r\n") && !line[..line.len() - 2].contains(&b'\r'),
            "a bare CR or LF"
        );
        if line == b".\r\n" {
            wire.truncate(start);
            return Ok(wire);
        }
    }
}
