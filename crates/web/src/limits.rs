//! How long and how much: what one client may take of the service.
//!
//! Neither axum nor hyper cuts a client that sends its head or body a byte at a time, or never reads
//! its answer. Every wait for a client therefore has a bound here: `Paced` watches the connection,
//! [`bound`] the body of a request.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use hyper::body::{Bytes, Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

/// The bounds of the service. The defaults are for production; tests shorten them.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How many connections are held at once; more wait in the listen queue.
    pub connections: usize,
    /// How long a head (or a TLS handshake) may take, from its first byte or from the connection on.
    pub head: Duration,
    /// How many bytes a head may have, request line included.
    pub head_bytes: usize,
    /// How many header fields a head may have.
    pub head_fields: usize,
    /// How long a body may take, from when the service begins to read it.
    pub body: Duration,
    /// How many bytes a body may have.
    pub body_bytes: usize,
    /// How long a connection may stay without a request.
    pub idle: Duration,
    /// How long a client may leave its answer unread.
    pub unread: Duration,
    /// How long a client may go on sending after its last answer, so that it reads this answer and
    /// not a reset.
    pub linger: Duration,
    /// How many bytes of such a client are thrown away before the connection is cut.
    pub linger_bytes: u64,
    /// How long requests that run may go on once the service is told to stop.
    pub drain: Duration,
    /// How long, out of that, a connection that has not begun a request is kept.
    pub settle: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 10_000,
            head: Duration::from_secs(10),
            head_bytes: 16 * 1024,
            head_fields: 64,
            body: Duration::from_secs(15),
            body_bytes: 1024 * 1024,
            idle: Duration::from_mins(1),
            unread: Duration::from_secs(20),
            linger: Duration::from_secs(5),
            linger_bytes: 12 * 1024 * 1024,
            drain: Duration::from_secs(10),
            settle: Duration::from_secs(1),
        }
    }
}

/// Why a body was not read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyFault {
    /// It is larger than [`Limits::body_bytes`].
    TooLarge,
    /// It took longer than [`Limits::body`].
    TooSlow,
    /// The client went away or broke the framing.
    Broken,
}

impl fmt::Display for BodyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "the body is too large",
            Self::TooSlow => "the body took too long",
            Self::Broken => "the body ended early",
        })
    }
}

impl std::error::Error for BodyFault {}

impl BodyFault {
    /// Finds the fault in what reading a [`bound`] body returned.
    #[must_use]
    pub fn of(error: axum::Error) -> Self {
        error.into_inner().downcast().map_or(Self::Broken, |fault| *fault)
    }
}

/// Puts size and time of `limits` on a body, whoever reads it.
pub fn bound(body: Body, limits: &Limits) -> Body {
    Body::new(Bounded {
        body,
        left: limits.body_bytes,
        within: limits.body,
        deadline: None,
    })
}

struct Bounded {
    body: Body,
    left: usize,
    within: Duration,
    deadline: Option<Pin<Box<Sleep>>>,
}

impl HttpBody for Bounded {
    type Data = Bytes;
    type Error = BodyFault;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyFault>>> {
        let this = &mut *self;
        // A declared length is refused before a byte of it is taken.
        if this.body.size_hint().lower() > this.left as u64 {
            return Poll::Ready(Some(Err(BodyFault::TooLarge)));
        }
        let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(cx) else {
            let within = this.within;
            let deadline = this.deadline.get_or_insert_with(|| alarm(within));
            ready!(deadline.as_mut().poll(cx));
            return Poll::Ready(Some(Err(BodyFault::TooSlow)));
        };
        // A trickle that is always ready must not outrun its deadline.
        if this
            .deadline
            .as_ref()
            .is_some_and(|deadline| deadline.deadline() <= Instant::now())
        {
            return Poll::Ready(Some(Err(BodyFault::TooSlow)));
        }
        Poll::Ready(frame.map(|frame| {
            let frame = frame.map_err(|_| BodyFault::Broken)?;
            let taken = frame.data_ref().map_or(0, Bytes::len);
            this.left = this.left.checked_sub(taken).ok_or(BodyFault::TooLarge)?;
            Ok(frame)
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

fn alarm(within: Duration) -> Pin<Box<Sleep>> {
    Box::pin(sleep_until(Instant::now() + within))
}

/// A connection on which neither a head nor an unread answer may take forever.
///
/// hyper's own timer begins when it waits for a head, so it has to serve as the idle limit; the
/// shorter limit for a head that has begun is kept here.
pub(crate) struct Paced<S> {
    stream: S,
    head: Duration,
    unread: Duration,
    busy: Busy,
    reading: Option<Pin<Box<Sleep>>>,
    writing: Option<Pin<Box<Sleep>>>,
    cut: bool,
}

/// Whether a request is being handled on a connection.
#[derive(Debug, Clone, Default)]
pub(crate) struct Busy(Arc<AtomicBool>);

impl Busy {
    pub(crate) fn set(&self, busy: bool) {
        self.0.store(busy, Ordering::Release);
    }

    pub(crate) fn get(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

impl<S> Paced<S> {
    /// Begins to watch a new connection, whose first head is due.
    pub(crate) fn new(stream: S, limits: &Limits, busy: Busy) -> Self {
        let (head, unread) = (limits.head, limits.unread);
        Self {
            stream,
            head,
            unread,
            busy,
            reading: Some(alarm(head)),
            writing: None,
            cut: false,
        }
    }

    /// Lets go of the stream, unless its client was cut off.
    pub(crate) fn into_inner(self) -> Option<S> {
        (!self.cut).then_some(self.stream)
    }

    fn written<T>(&mut self, cx: &mut Context<'_>, result: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if result.is_ready() {
            self.writing = None;
            return result;
        }
        let unread = self.unread;
        let deadline = self.writing.get_or_insert_with(|| alarm(unread));
        ready!(deadline.as_mut().poll(cx));
        self.cut = true;
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        let before = buffer.filled().len();
        let result = Pin::new(&mut this.stream).poll_read(cx, buffer);
        if this.busy.get() {
            this.reading = None;
            return result;
        }
        if buffer.filled().len() > before {
            let head = this.head;
            this.reading.get_or_insert_with(|| alarm(head));
        }
        this.cut |= this
            .reading
            .as_mut()
            .is_some_and(|deadline| deadline.as_mut().poll(cx).is_ready());
        if this.cut {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        result
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.written(cx, result)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.written(cx, result)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let result = Pin::new(&mut self.stream).poll_flush(cx);
        self.written(cx, result)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let result = Pin::new(&mut self.stream).poll_shutdown(cx);
        self.written(cx, result)
    }
}
