//! A small mail server that really speaks SMTP, on loopback, with STARTTLS, and misbehaves as told.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test's own functions fail as the test does"
)]
#![allow(dead_code, reason = "each test uses its part")]
#![allow(
    clippy::too_many_lines,
    clippy::unused_async,
    clippy::disallowed_methods,
    reason = "a conversation is one table; a server starts within a runtime; slowness is one of its faults"
)]

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpSocket, TcpStream},
    task::{JoinHandle, JoinSet},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        self,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};

mod book;

use book::Book;
pub use book::{Arrived, Fault, Guard, Step};

/// A running server; ends with its handle.
pub struct Server {
    pub address: SocketAddr,
    /// The certificate's authority, PEM: the certificate itself.
    pub authority: String,
    guard: Guard,
    acceptor: TlsAcceptor,
    book: Arc<Mutex<Book>>,
    /// Bound and never listening: keeps the port while nobody listens.
    _reserved: TcpSocket,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(task) = self.task.lock().unwrap().take() {
            task.abort();
        }
    }
}

/// What `AUTH PLAIN` for user `luotsi`, password `p@ss` looks like.
const CREDENTIALS: &str = "AGx1b3RzaQBwQHNz";

trait Line: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Line for T {}

impl Server {
    pub async fn start(guard: Guard, script: &[Step]) -> Self {
        let reserved = socket();
        reserved.bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        let address = reserved.local_addr().unwrap();
        let (acceptor, authority) = certificate();
        let server = Self {
            address,
            authority,
            guard,
            acceptor,
            book: Arc::new(Mutex::new(Book::new(script))),
            _reserved: reserved,
            task: Mutex::default(),
        };
        server.listen();
        server
    }

    /// From now on this is wrong with the server, in open conversations too.
    pub async fn suffer(&self, fault: Fault) {
        self.book.lock().unwrap().fault = fault;
        let task = self.task.lock().unwrap().take();
        if fault != Fault::Gone {
            match task {
                Some(task) => *self.task.lock().unwrap() = Some(task),
                None => self.listen(),
            }
        } else if let Some(task) = task {
            task.abort();
            // With the task the listener and all conversations are gone.
            let _ = task.await;
        }
    }

    fn listen(&self) {
        let socket = socket();
        socket.bind(self.address).unwrap();
        let listener = socket.listen(64).unwrap();
        let (guard, acceptor, book) = (self.guard, self.acceptor.clone(), Arc::clone(&self.book));
        let task = tokio::spawn(accept(listener, guard, acceptor, book));
        *self.task.lock().unwrap() = Some(task);
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

    /// How many clients wait for a word that does not come.
    pub fn stuck(&self) -> usize {
        self.book.lock().unwrap().stuck
    }

    pub fn connections(&self) -> usize {
        self.book.lock().unwrap().connections
    }
}

fn socket() -> TcpSocket {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_reuseaddr(true).unwrap();
    socket
}

async fn accept(listener: TcpListener, guard: Guard, acceptor: TlsAcceptor, book: Arc<Mutex<Book>>) {
    let mut conversations = JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let number = {
            let mut book = book.lock().unwrap();
            book.connections += 1;
            book.connections - 1
        };
        let (acceptor, book) = (acceptor.clone(), Arc::clone(&book));
        // A connection that breaks is what some tests are about.
        conversations.spawn(async move {
            let _ = serve(stream, guard, acceptor, book, number).await;
        });
    }
}

/// Says nothing until the client has had enough.
async fn say_nothing(stream: &mut (impl AsyncBufReadExt + Unpin), book: &Mutex<Book>) -> std::io::Result<()> {
    book.lock().unwrap().stuck += 1;
    let heard = async {
        loop {
            let length = stream.fill_buf().await?.len();
            if length == 0 {
                return Ok(());
            }
            stream.consume(length);
        }
    }
    .await;
    book.lock().unwrap().stuck -= 1;
    heard
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
        Guard::Silent => say_nothing(&mut BufReader::new(stream), &book).await,
        Guard::Wrapped => {
            let stream = Box::new(secure(&acceptor, stream, &book).await?);
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
            let stream = Box::new(secure(&acceptor, stream, &book).await?);
            talk(stream, None, &book, number, true, false).await.map(|_| ())
        }
    }
}

async fn secure<S: Line>(
    acceptor: &TlsAcceptor,
    mut stream: S,
    book: &Mutex<Book>,
) -> std::io::Result<tokio_rustls::server::TlsStream<S>> {
    let broken = book.lock().unwrap().fault == Fault::BrokenTls;
    if broken {
        stream.write_all(b"554 no TLS today\r\n").await?;
        stream.flush().await?;
        return Err(std::io::ErrorKind::InvalidData.into());
    }
    acceptor.accept(stream).await
}

/// Answers as slowly as it is told; nothing any more where it fell silent, which ends the conversation.
async fn answer(
    stream: &mut BufReader<Box<dyn Line>>,
    book: &Mutex<Book>,
    words: &str,
) -> std::io::Result<bool> {
    let fault = book.lock().unwrap().fault;
    if fault == Fault::Silent {
        say_nothing(stream, book).await?;
        return Ok(false);
    }
    if let Fault::Slow(wait) = fault {
        // The slowness itself is the fault under test; nobody waits for it to suffice.
        tokio::time::sleep(wait).await;
    }
    stream.write_all(format!("{words}\r\n").as_bytes()).await?;
    stream.flush().await?;
    Ok(true)
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
        let fault = book.lock().unwrap().fault;
        if let Fault::Greeting(refusal) = fault {
            answer(&mut stream, book, refusal).await?;
            return Ok(None);
        }
        if !answer(&mut stream, book, "220 mail.example ESMTP").await? {
            return Ok(None);
        }
    }
    loop {
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
        let words = match verb.as_str() {
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
                step = book.lock().unwrap().next();
                "250 ok".to_owned()
            }
            "RCPT" => {
                let refusal = book.lock().unwrap().refuses(&command, step);
                if let Some(refusal) = refusal {
                    refusal.to_owned()
                } else {
                    recipients.push(command);
                    "250 ok".to_owned()
                }
            }
            "DATA" if matches!(step, Step::DropBeforeData) => return Ok(None),
            "DATA" => {
                if !answer(&mut stream, book, "354 go on").await? {
                    return Ok(None);
                }
                if matches!(step, Step::DropInData) {
                    let mut line = Vec::new();
                    stream.read_until(b'\n', &mut line).await?;
                    return Ok(None);
                }
                let wire = data(&mut stream).await?;
                let (end, late) = {
                    let mut book = book.lock().unwrap();
                    let end = book.ends(&wire, step);
                    let silent = book.fault == Fault::Silent;
                    book.arrived.push(Arrived {
                        from: from.clone(),
                        recipients: recipients.clone(),
                        wire,
                        answered: !silent && end.is_some_and(|end| end.starts_with('2')),
                        encrypted,
                        connection: number,
                    });
                    (end, Arc::clone(&book.late))
                };
                let Some(end) = end else { return Ok(None) };
                if matches!(step, Step::LateAnswer) {
                    late.notified().await;
                }
                if matches!(step, Step::DropAfterAnswer) {
                    answer(&mut stream, book, end).await?;
                    return Ok(None);
                }
                end.to_owned()
            }
            "QUIT" => {
                stream.write_all(b"221 bye\r\n").await?;
                stream.flush().await?;
                return Ok(None);
            }
            "NOOP" | "RSET" => "250 ok".to_owned(),
            _ => "500 what?".to_owned(),
        };
        if !answer(&mut stream, book, &words).await? {
            return Ok(None);
        }
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
