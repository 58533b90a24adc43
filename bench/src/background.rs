//! The judge where it works: in the extension's background.

use earshot_browser_tests::{Browser, Session, Setup};
use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::Result;
use crate::report::{Report, median, milliseconds};
use crate::work::version;

/// How often it is started cold.
const STARTS: usize = 5;

/// Has texts tried out one after the other; the milliseconds from each message
/// to its answer. Each must have mentions as the last argument says.
const TRY_ALL: &str = r#"
    const [texts, brand, mentions] = args;
    const times = [];
    for (const text of texts) {
        const start = performance.now();
        const reply = await chrome.runtime.sendMessage({ type: "try", text, lang: "de", brands: [{ name: brand }] });
        times.push(performance.now() - start);
        if (reply.ok?.mentions.length !== mentions) throw new Error(JSON.stringify(reply));
    }
    return times;
"#;

/// Texts of one length, each another, with one mention.
#[derive(Debug, Deserialize)]
pub(crate) struct Mentions {
    pub(crate) texts: Vec<String>,
    /// What they mention.
    pub(crate) brand: String,
    /// What each has for the judge.
    pub(crate) tokens: u32,
}

/// Adds how long it takes, cold and awake, and what memory.
pub(crate) async fn measure(report: &mut Report, mentions: &Mentions) -> Result<()> {
    let Mentions { texts, brand, .. } = mentions;
    let session = Session::open(Setup::new(Browser::Chromium, "bench-judge")).await?;
    report.note(format!("Chromium {}", version(&session)));
    let mut loads = Vec::new();
    for _ in 0..STARTS {
        session.stop_background().await?;
        let times = try_all(&session, &texts[..2], brand, 1).await?;
        loads.push(times[0] - times[1]);
    }
    let load = median(loads.into_iter());
    report.add_aimed(
        "first answer of a background asleep: starting it, compiling, loading the model",
        milliseconds(load),
        "≤ 250 ms",
        load <= 250.0,
    );
    let awake = median(try_all(&session, texts, brand, 1).await?.into_iter());
    // The same way there and back, without a brand to judge.
    let silent: Vec<String> = texts.iter().map(|it| it.replace(brand, "uns")).collect();
    let way = median(try_all(&session, &silent, brand, 0).await?.into_iter());
    report.add_aimed(
        format!(
            "mention of {} tokens, in the background awake",
            mentions.tokens
        ),
        milliseconds(awake - way),
        "≤ 20 ms",
        awake - way <= 20.0,
    );
    report.add("what the message there and back adds", milliseconds(way));
    let bytes = memory(&session).await?;
    report.add_aimed(
        "memory of the background awake",
        format!("{:.1} MB", bytes / 1e6),
        "≤ 80 MB",
        bytes <= 80e6,
    );
    session.close().await?;
    Ok(())
}

async fn try_all(
    session: &Session,
    texts: &[String],
    brand: &str,
    mentions: usize,
) -> Result<Vec<f64>> {
    let arguments = json!([texts, brand, mentions]);
    Ok(session.in_console(TRY_ALL, arguments).await?)
}

/// What the background holds, in bytes: the JavaScript heap, what stands behind
/// its buffers, and WebAssembly's memory, which Chromium counts as neither.
async fn memory(session: &Session) -> Result<f64> {
    let mut worker = Worker::attach(session).await?;
    let usage = worker.call("Runtime.getHeapUsage", json!({})).await?;
    let class = json!({ "expression": "WebAssembly.Memory.prototype" });
    let class = worker.call("Runtime.evaluate", class).await?;
    let prototype = json!({ "prototypeObjectId": class["result"]["objectId"] });
    let memories = worker.call("Runtime.queryObjects", prototype).await?;
    let sum = json!({
        "objectId": memories["objects"]["objectId"],
        "functionDeclaration":
            "function() { return this.reduce((sum, { buffer }) => sum + buffer.byteLength, 0) }",
        "returnByValue": true,
    });
    let sum = worker.call("Runtime.callFunctionOn", sum).await?;
    let parts = [
        &usage["usedSize"],
        &usage["backingStorageSize"],
        &sum["result"]["value"],
    ];
    let bytes: Option<f64> = parts.into_iter().map(Value::as_f64).sum();
    Ok(bytes.ok_or("the background does not tell its memory")?)
}

/// The DevTools protocol of the background. WebDriver speaks to pages only; the
/// browser's own socket reaches a service worker too.
struct Worker {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    calls: u32,
}

impl Worker {
    async fn attach(session: &Session) -> Result<Self> {
        let cdp = session.driver().cdp();
        let targets = cdp.send_raw("Target.getTargets", json!({})).await?;
        let worker = targets["targetInfos"]
            .as_array()
            .and_then(|targets| targets.iter().find(|it| it["type"] == "service_worker"))
            .and_then(|target| target["targetId"].as_str())
            .ok_or("the background does not run")?;
        let capabilities = session.driver().capabilities();
        let address = capabilities
            .get("goog:chromeOptions")
            .and_then(|options| options["debuggerAddress"].as_str())
            .ok_or("the browser has no socket")?;
        let url = format!("ws://{address}/devtools/page/{worker}");
        let (socket, _) = connect_async(url).await?;
        Ok(Self { socket, calls: 0 })
    }

    async fn call(&mut self, method: &str, params: Value) -> Result<Value> {
        self.calls += 1;
        let request = json!({ "id": self.calls, "method": method, "params": params });
        self.socket.send(Message::text(request.to_string())).await?;
        while let Some(message) = self.socket.next().await {
            let mut answer: Value = serde_json::from_str(message?.to_text()?)?;
            if answer["id"] == self.calls {
                return match answer.get_mut("result") {
                    Some(result) => Ok(result.take()),
                    None => Err(format!("{method}: {answer}").into()),
                };
            }
        }
        Err("the browser’s socket closed".into())
    }
}
