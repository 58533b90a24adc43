//! The web the tests browse: files served on this machine, strictly.

use std::path::{Component, Path, PathBuf};

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::error::{Doing, Result};

/// What every page is served with: as strict as the strictest social sites.
/// WebAssembly, eval, inline script and untrusted HTML are all forbidden.
pub const STRICT_CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self'; connect-src 'self'; frame-src 'self' http://localhost:* http://127.0.0.1:*; \
    base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// A static server of one folder on a free port; gone when dropped.
#[derive(Debug)]
pub struct Site {
    port: u16,
    task: JoinHandle<()>,
}

impl Site {
    /// Serves the files under `root`.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn serve(root: PathBuf) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .await
            .doing(|| "listening for the test site".into())?;
        let port = listener
            .local_addr()
            .doing(|| "reading the test site's port".into())?
            .port();
        let app = Router::new().fallback(file).with_state(root);
        let task = tokio::spawn(async move {
            // Ends only with the task: `serve` retries whatever accept reports.
            let _never = axum::serve(listener, app).await;
        });
        Ok(Self { port, task })
    }

    /// The address of a page. `path` starts without a slash.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/{path}", self.port)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn file(State(root): State<PathBuf>, uri: Uri) -> Response {
    let relative = Path::new(uri.path().trim_start_matches('/'));
    let inside = relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    if !inside {
        return StatusCode::NOT_FOUND.into_response();
    }
    // A path without an extension is a route of the page app.html.
    let path = match relative.extension() {
        Some(_) => root.join(relative),
        None => root.join("app.html"),
    };
    match tokio::fs::read(&path).await {
        Ok(bytes) => (
            [
                (header::CONTENT_TYPE, content_type(&path)),
                (header::CONTENT_SECURITY_POLICY, STRICT_CSP),
            ],
            bytes,
        )
            .into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}
