//! The rest of the world: a proxy that lets nothing through and remembers
//! what was asked.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::capabilities::OWN_ERRAND;
use crate::error::{Doing, Result};

/// A dead-end HTTP proxy. A browser that uses it for everything but this
/// machine cannot send a byte anywhere, and every attempt is on record.
#[derive(Debug)]
pub struct Outside {
    port: u16,
    requests: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Outside {
    /// Starts the proxy on a free port.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn watch() -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .await
            .doing(|| "listening for requests to the outside".into())?;
        let port = listener
            .local_addr()
            .doing(|| "reading the proxy's port".into())?
            .port();
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let log = Arc::clone(&requests);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(refuse(stream, Arc::clone(&log)));
            }
        });
        Ok(Self {
            port,
            requests,
            task,
        })
    }

    /// The proxy's port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The request lines so far, such as `CONNECT example.org:443 HTTP/1.1`,
    /// without the browser's own errands.
    pub fn requests(&self) -> Vec<String> {
        let mut requests = self
            .requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        requests.retain(|request| !request.starts_with(OWN_ERRAND));
        requests
    }
}

impl Drop for Outside {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn refuse(mut stream: TcpStream, log: Arc<Mutex<Vec<String>>>) {
    let mut line = String::new();
    // What cannot be read was still an attempt: the line stays as far as it came.
    let _partial = BufReader::new(&mut stream).read_line(&mut line).await;
    log.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(line.trim_end().to_owned());
    let _gone = stream
        .write_all(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        .await;
}
