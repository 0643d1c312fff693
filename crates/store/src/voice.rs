//! The client's voice: how often each answer was given, and by nobody.

use luotsi_domain::{
    id::{NetworkId, OrganisationId},
    referral::words::VoiceAnswer,
};

use crate::{Result, Tx};

statements! {
    /// Counts one answer.
    COUNT_VOICE = "INSERT INTO voices (network, organisation, month, question, answer, times)
        VALUES ($1, $2, $3, $4, $5, 1)
        ON CONFLICT (network, organisation, month, question, answer) DO UPDATE SET times = voices.times + 1";
    /// Reads the sums of some months, of one organisation or of all.
    READ_VOICES = "SELECT organisation, month, question, answer, times FROM voices
        WHERE network = $1 AND month >= $2 AND month <= $3 AND (CAST($4 AS TEXT) IS NULL OR organisation = $4)
        ORDER BY organisation, month, question, answer";
}

row! {
    /// How often an answer was given in a month.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct VoiceCount {
        /// To which organisation.
        pub organisation: String,
        /// In which local month, `2026-11`.
        pub month: String,
        /// To which question.
        pub question: String,
        /// The answer.
        pub answer: String,
        /// How often.
        pub times: i64,
    }
}

impl Tx {
    /// Counts one answer.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn count_voice(
        &mut self,
        network: &NetworkId,
        organisation: &OrganisationId,
        month: &str,
        question: &str,
        answer: VoiceAnswer,
    ) -> Result<()> {
        execute!(
            self,
            sqlx::query(COUNT_VOICE)
                .bind(network.as_str())
                .bind(organisation.as_str())
                .bind(month)
                .bind(question)
                .bind(answer.as_str())
        )?;
        Ok(())
    }

    /// Reads the sums from one month to another, of one organisation or of all.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn voices(
        &mut self,
        network: &NetworkId,
        from: &str,
        to: &str,
        organisation: Option<&OrganisationId>,
    ) -> Result<Vec<VoiceCount>> {
        on!(self, |c| sqlx::query_as(READ_VOICES)
            .bind(network.as_str())
            .bind(from)
            .bind(to)
            .bind(organisation.map(OrganisationId::as_str))
            .fetch_all(c)
            .await)
    }
}
