//! What a person sees on a page, and does there.

use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::By;

use crate::error::Result;
use crate::session::Session;

/// Reads the painted mentions: highlights are made in the content script's
/// world, but their registry is the document's.
const READ_PAINT: &str = r#"
    const place = (node) => {
        for (let at = node; at; at = at.parentNode ?? at.host) if (at.id) return at.id;
        return "";
    };
    const painted = [];
    for (const verdict of ["negative", "neutral", "positive", "unsure"]) {
        for (const range of CSS.highlights.get(`earshot-${verdict}`) ?? []) {
            const { startContainer, startOffset, endContainer, endOffset } = range;
            const live = document.createRange();
            let text = null;
            try {
                live.setStart(startContainer, startOffset);
                live.setEnd(endContainer, endOffset);
                text = startContainer.isConnected ? live.toString() : null;
            } catch {}
            painted.push({ verdict, text, place: place(startContainer) });
        }
    }
    return painted;
"#;

/// The middle of a painted mention, scrolled into view.
const MIDDLE_OF_MENTION: &str = r#"
    for (const verdict of ["negative", "neutral", "positive", "unsure"]) {
        for (const range of CSS.highlights.get(`earshot-${verdict}`) ?? []) {
            const { startContainer, startOffset, endContainer, endOffset } = range;
            const around = startContainer.parentElement;
            if (!around?.closest(`#${args[0]}`)) continue;
            around.scrollIntoView({ block: "center", behavior: "instant" });
            const live = document.createRange();
            live.setStart(startContainer, startOffset);
            live.setEnd(endContainer, endOffset);
            const { x, y, width, height } = live.getClientRects()[0];
            return [Math.round(x + width / 2), Math.round(y + height / 2)];
        }
    }
    return null;
"#;

/// A mention as it is painted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Painted {
    /// The id of the nearest element around it that has one.
    pub place: String,
    /// The painted words; `None` for paint that lost its place: it stands on a
    /// removed node or beyond the end of one.
    pub text: Option<String>,
    /// `negative`, `neutral`, `positive` or `unsure`.
    pub verdict: String,
}

impl Session {
    /// The painted mentions of the current page, by place and words.
    ///
    /// # Errors
    /// When the page cannot be asked.
    pub async fn painted(&self) -> Result<Vec<Painted>> {
        let mut painted: Vec<Painted> =
            serde_json::from_value(self.run(READ_PAINT, json!([])).await?)?;
        painted.sort_unstable();
        Ok(painted)
    }

    /// Waits until exactly these mentions are painted, each given as the place
    /// and the words, sorted.
    ///
    /// # Errors
    /// When it never comes to that.
    pub async fn until_painted(&self, expected: &[(&str, &str)]) -> Result<Vec<Painted>> {
        self.eventually_seen(&format!("the paint {expected:?}"), async || {
            let painted = self.painted().await?;
            let same = painted.len() == expected.len()
                && painted.iter().zip(expected).all(|(painted, expected)| {
                    (painted.place.as_str(), painted.text.as_deref())
                        == (expected.0, Some(expected.1))
                });
            Ok(if same {
                Ok(painted)
            } else {
                Err(Value::String(format!("{painted:?}")))
            })
        })
        .await
    }

    /// Waits until `wanted` holds for the texts of the elements that match.
    ///
    /// # Errors
    /// When it never does.
    pub async fn until_texts(
        &self,
        css: &str,
        wanted: impl Fn(&[String]) -> bool,
    ) -> Result<Vec<String>> {
        self.eventually_seen(&format!("the texts of {css}"), async || {
            let texts = self
                .run(
                    "return [...document.querySelectorAll(args[0])].map((e) => e.innerText)",
                    json!([css]),
                )
                .await?;
            let texts: Vec<String> = serde_json::from_value(texts)?;
            Ok(if wanted(&texts) {
                Ok(texts)
            } else {
                Err(json!(texts))
            })
        })
        .await
    }

    /// Types into a field.
    ///
    /// # Errors
    /// When there is none.
    pub async fn type_into(&self, css: &str, text: &str) -> Result<()> {
        Ok(self
            .driver()
            .find(By::Css(css))
            .await?
            .send_keys(text)
            .await?)
    }

    /// Clicks an element of the page as a person does.
    ///
    /// # Errors
    /// When there is none.
    pub async fn click(&self, css: &str) -> Result<()> {
        Ok(self.driver().find(By::Css(css)).await?.click().await?)
    }

    /// The middle of the first painted mention in the element `place`, in CSS
    /// pixels of the viewport.
    ///
    /// # Errors
    /// When none comes.
    pub async fn middle_of_mention(&self, place: &str) -> Result<(i64, i64)> {
        self.eventually(&format!("a mention in #{place}"), async || {
            let middle = self.run(MIDDLE_OF_MENTION, json!([place])).await?;
            Ok(serde_json::from_value::<Option<(i64, i64)>>(middle)?)
        })
        .await
    }

    /// Rests the pointer on a point of the viewport, in CSS pixels.
    ///
    /// # Errors
    /// When it is outside.
    pub async fn point_at(&self, (x, y): (i64, i64)) -> Result<()> {
        // From elsewhere, so that the pointer moves even if it was there.
        self.driver()
            .action_chain()
            .move_to(1, 1)
            .move_to(x, y)
            .perform()
            .await?;
        Ok(())
    }

    /// Rests the pointer on the first painted mention in the element `place`.
    ///
    /// # Errors
    /// When none comes.
    pub async fn point_at_mention(&self, place: &str) -> Result<()> {
        self.point_at(self.middle_of_mention(place).await?).await
    }

    /// Clicks at a point of the viewport, in CSS pixels.
    ///
    /// # Errors
    /// When it is outside.
    pub async fn click_at(&self, x: f64, y: f64) -> Result<()> {
        self.driver()
            .action_chain()
            .move_to(x.round() as i64, y.round() as i64)
            .click()
            .perform()
            .await?;
        Ok(())
    }

    /// Presses a key.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn press(&self, key: impl Into<char>) -> Result<()> {
        let key = key.into();
        self.driver()
            .action_chain()
            .key_down(key)
            .key_up(key)
            .perform()
            .await?;
        Ok(())
    }

    /// Presses Alt+Shift+N: on to the next mention.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn press_next_mention(&self) -> Result<()> {
        use thirtyfour::Key;
        self.driver()
            .action_chain()
            .key_down(Key::Alt)
            .key_down(Key::Shift)
            .key_down('N')
            .key_up('N')
            .key_up(Key::Shift)
            .key_up(Key::Alt)
            .perform()
            .await?;
        Ok(())
    }
}
