//! What clients said is kept in sums.

use luotsi_domain::{
    id::{NetworkId, OrganisationId},
    referral::words::VoiceAnswer,
};
use luotsi_store::testing::for_each_engine;

#[tokio::test]
async fn answers_are_counted_by_organisation_month_question_and_answer() {
    for_each_engine(|store| async move {
        let network = NetworkId::from("esimerkki");
        let mut tx = store.write().await.unwrap();
        for (network, organisation, month, question, answer) in [
            (
                "esimerkki",
                "huuhkaja",
                "2026-11",
                "met_as_person",
                VoiceAnswer::Yes,
            ),
            (
                "esimerkki",
                "huuhkaja",
                "2026-11",
                "met_as_person",
                VoiceAnswer::Yes,
            ),
            (
                "esimerkki",
                "huuhkaja",
                "2026-11",
                "met_as_person",
                VoiceAnswer::No,
            ),
            (
                "esimerkki",
                "huuhkaja",
                "2026-12",
                "met_as_person",
                VoiceAnswer::Yes,
            ),
            (
                "esimerkki",
                "joutsen",
                "2026-11",
                "solutions_found",
                VoiceAnswer::Partly,
            ),
            (
                "muualla",
                "huuhkaja",
                "2026-11",
                "met_as_person",
                VoiceAnswer::Yes,
            ),
        ] {
            let (network, organisation) = (NetworkId::from(network), OrganisationId::from(organisation));
            tx.count_voice(&network, &organisation, month, question, answer)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let mut tx = store.read().await.unwrap();
        let owl = OrganisationId::from("huuhkaja");
        for (from, to, organisation, expected) in [
            (
                "2026-01",
                "2026-12",
                None,
                vec![
                    "huuhkaja 2026-11 met_as_person no 1",
                    "huuhkaja 2026-11 met_as_person yes 2",
                    "huuhkaja 2026-12 met_as_person yes 1",
                    "joutsen 2026-11 solutions_found partly 1",
                ],
            ),
            (
                "2026-12",
                "2026-12",
                Some(&owl),
                vec!["huuhkaja 2026-12 met_as_person yes 1"],
            ),
            ("2026-01", "2026-10", None, vec![]),
        ] {
            let read = tx.voices(&network, from, to, organisation).await.unwrap();
            let lines: Vec<String> = read
                .iter()
                .map(|v| {
                    format!(
                        "{} {} {} {} {}",
                        v.organisation, v.month, v.question, v.answer, v.times
                    )
                })
                .collect();
            assert_eq!(lines, expected);
        }
    })
    .await;
}
