//! The columns beside a state, held against it and against the clock of every version of the settings.

use jiff::Timestamp;
use luotsi_domain::{calendar::WorkingDays, network::Definition, referral::wake};
use luotsi_store::{
    Tx,
    record::{Columns, Loaded},
};

use crate::error::{Error, Result};

/// The settings of one version of a network: what the clock goes by.
pub(super) struct Setting {
    pub(super) version: i64,
    days: WorkingDays,
    pub(super) definition: Definition,
}

/// Those of every version there was: a changed setting moves no running clock.
pub(super) async fn settings(tx: &mut Tx) -> Result<Vec<Setting>> {
    let versions = tx.all_definitions().await?;
    versions
        .into_iter()
        .map(|versioned| {
            let (version, definition) = (versioned.version, versioned.definition);
            let days = WorkingDays::of(&definition).map_err(|cause| Error::Definition(cause.to_string()))?;
            Ok(Setting {
                version,
                days,
                definition,
            })
        })
        .collect()
}

/// Whether the columns beside a state are those it leads to, and the clock comes in time.
pub(super) fn compare_columns(
    columns: &Columns,
    loaded: &Loaded,
    settings: &[Setting],
    off: &mut Vec<String>,
) {
    let referral = &loaded.referral;
    // When the clock has something to do, by each version of the settings.
    let wakes: Vec<Option<i64>> = settings
        .iter()
        .filter(|setting| setting.definition.network == referral.network)
        .map(|setting| wake(referral, &setting.days, &setting.definition).map(Timestamp::as_millisecond))
        .collect();
    if wakes.is_empty() {
        off.push("its network has no definition".to_owned());
        return;
    }
    let expected = Columns {
        wake_at: columns.wake_at,
        ..Columns::of(referral, loaded.head(), None)
    };
    if *columns != expected {
        off.push(format!(
            "columns differ from its state: {}",
            column_names(columns, &expected)
        ));
    }
    // Woken too early the clock finds nothing to do and sleeps on; too late, somebody is passed by.
    let late = |wake: &Option<i64>| wake.is_some_and(|wake| columns.wake_at.is_none_or(|at| at > wake));
    if wakes.iter().all(late) {
        off.push(match columns.wake_at {
            None => "the clock would pass it by: wake_at is empty".to_owned(),
            Some(_) => "the clock would come too late: wake_at is after its next instant".to_owned(),
        });
    }
}

/// The names of the columns that differ.
fn column_names(found: &Columns, expected: &Columns) -> String {
    let pairs = [
        ("network", found.network == expected.network),
        ("reference", found.reference == expected.reference),
        ("version", found.version == expected.version),
        ("head", found.head == expected.head),
        ("status", found.status == expected.status),
        ("holder_kind", found.holder_kind == expected.holder_kind),
        ("holder", found.holder == expected.holder),
        ("due_what", found.due_what == expected.due_what),
        ("due_at", found.due_at == expected.due_at),
        ("desk", found.desk == expected.desk),
        ("submitter", found.submitter == expected.submitter),
        ("organisation", found.organisation == expected.organisation),
        ("transfer_to", found.transfer_to == expected.transfer_to),
        ("programme", found.programme == expected.programme),
        ("worker", found.worker == expected.worker),
        ("deputy", found.deputy == expected.deputy),
        ("due_key", found.due_key == expected.due_key),
        ("desk_task_at", found.desk_task_at == expected.desk_task_at),
        (
            "transfer_worker",
            found.transfer_worker == expected.transfer_worker,
        ),
        (
            "transfer_deputy",
            found.transfer_deputy == expected.transfer_deputy,
        ),
        ("asked", found.asked == expected.asked),
        ("advisor", found.advisor == expected.advisor),
        ("protected", found.protected == expected.protected),
        ("district", found.district == expected.district),
        ("submitted_at", found.submitted_at == expected.submitted_at),
        ("changed_at", found.changed_at == expected.changed_at),
    ];
    pairs
        .into_iter()
        .filter(|(_, same)| !same)
        .map(|(name, _)| name)
        .collect::<Vec<_>>()
        .join(", ")
}
