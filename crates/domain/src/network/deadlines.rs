//! How long the clocks of the road run.

use serde::{Deserialize, Serialize};

/// Lengths of the clocks. `_wd` counts working days, `_days` calendar days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Deadlines {
    /// `draft`: call the client whose permission is not asked yet.
    pub call_client_wd: u16,
    /// `draft`: from the last save until it lies in the desk's queue.
    pub draft_queue_wd: u16,
    /// `draft`: the first reminder.
    pub draft_remind_days: u16,
    /// `draft`: the second reminder.
    pub draft_remind_again_days: u16,
    /// `draft`: handed over or discarded by then, else shown to the desk's lead.
    pub draft_days: u16,
    /// `waiting`: place.
    pub place_wd: u16,
    /// `waiting`: ask the client whether she still wishes it.
    pub confirm_waiting_wd: u16,
    /// `offered`: acknowledge.
    pub acknowledge_wd: u16,
    /// From the offer: decide, or the offer expires.
    pub decide_wd: u16,
    /// `accepted`: first contact.
    pub first_contact_wd: u16,
    /// `accepted`: first meeting, from the contact that reached.
    pub first_meeting_wd: u16,
    /// `in_support`: review.
    pub review_days: u16,
    /// `returned`: the desk decides.
    pub desk_decision_wd: u16,
    /// A check that did not reach: try again.
    pub check_again_days: u16,
    /// Tries after which *is there reason to worry* is asked.
    pub worry_after_tries: u16,
    /// ... if the first try is at least so many working days back, in `accepted`.
    pub worry_contact_wd: u16,
    /// ... if the first try is at least so many days back, in `follow_up`.
    pub worry_check_days: u16,
    /// How far ahead a worker may set the next date.
    pub next_on_days: u16,
    /// After the due: the coordinator is told.
    pub stall_coordinator_wd: u16,
    /// After the due: the desk is told.
    pub stall_desk_wd: u16,
    /// A city assessment must begin (over-75s: law, otherwise setting).
    pub city_assessment_wd: u16,
    /// An alert or a question to the desk.
    pub desk_task_wd: u16,
    /// After a withdrawal of all: the desk's own export, then the key is destroyed.
    pub withdrawn_export_hours: u16,
    /// `stable`, `closed`: so many months later the person's key is destroyed; the coded history stays.
    pub retention_months: u16,
    /// A capacity claim older than this is asked again.
    pub claim_fresh_days: u16,
    /// Before a programme's last day: placements warn, and everybody there is decided about.
    pub ending_notice_days: u16,
}

impl Default for Deadlines {
    /// The defaults of DOMAIN, "States, holders, clocks".
    fn default() -> Self {
        Self {
            call_client_wd: 1,
            draft_queue_wd: 1,
            draft_remind_days: 3,
            draft_remind_again_days: 10,
            draft_days: 14,
            place_wd: 2,
            confirm_waiting_wd: 20,
            acknowledge_wd: 2,
            decide_wd: 5,
            first_contact_wd: 5,
            first_meeting_wd: 10,
            review_days: 60,
            desk_decision_wd: 3,
            check_again_days: 7,
            worry_after_tries: 3,
            worry_contact_wd: 3,
            worry_check_days: 14,
            next_on_days: 60,
            stall_coordinator_wd: 1,
            stall_desk_wd: 2,
            city_assessment_wd: 7,
            desk_task_wd: 1,
            withdrawn_export_hours: 24,
            retention_months: 12,
            claim_fresh_days: 30,
            ending_notice_days: 90,
        }
    }
}
