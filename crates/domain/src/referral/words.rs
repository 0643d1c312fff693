//! The fixed words of the road: statuses, actions, reasons, outcomes (CONTRACT, "Actions").

codes! {
    /// Where a referral stands.
    pub enum Status {
        Waiting = "waiting", Offered = "offered", Acknowledged = "acknowledged", Accepted = "accepted",
        InSupport = "in_support", FollowUp = "follow_up", Returned = "returned", Stable = "stable",
        Closed = "closed",
    }
}

impl Status {
    /// Whether somebody still holds it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Stable | Self::Closed)
    }
}

codes! {
    /// What a person may do to a referral.
    pub enum Action {
        Place = "place", Close = "close", ClientCalled = "client_called", ConfirmWaiting = "confirm_waiting",
        KeepWaiting = "keep_waiting", WithdrawConsent = "withdraw_consent", UpdateCityTrack = "update_city_track",
        SendMessage = "send_message", Acknowledge = "acknowledge", Accept = "accept", HandBack = "hand_back",
        RecordContact = "record_contact", Review = "review", Reassign = "reassign", Transfer = "transfer",
        EndSupport = "end_support", RecordCheck = "record_check", ReportChange = "report_change",
        AlertDesk = "alert_desk", Return = "return", AskDesk = "ask_desk",
        PlanEnding = "plan_ending", RecordConsent = "record_consent",
        ProposeMeeting = "propose_meeting", RecordMeeting = "record_meeting", BreakGlass = "break_glass",
        AddCarrier = "add_carrier", Link = "link", Unlink = "unlink", ExtendOverlap = "extend_overlap",
        RenewConsent = "renew_consent", Reopen = "reopen", Amend = "amend",
    }
}
codes! {
    /// The role in which somebody acts.
    pub enum Role {
        Advisor = "advisor", Worker = "worker", Lead = "lead", Coordinator = "coordinator", Machine = "machine",
    }
}
codes! {
    /// With whom the ball is.
    pub enum HolderKind {
        Advisor = "advisor", Desk = "desk", Organisation = "organisation", Worker = "worker",
        Coordinator = "coordinator", Nobody = "nobody",
    }
}
codes! {
    /// What is due next.
    pub enum DueWhat {
        Place = "place", Acknowledge = "acknowledge", Decide = "decide", FirstContact = "first_contact",
        FirstMeeting = "first_meeting", Review = "review", Check = "check", DeskDecision = "desk_decision",
        /// Of a draft: hand over or discard.
        Submit = "submit",
        /// Of a draft: ask for the permission, or call back as agreed.
        CallClient = "call_client",
    }
}
codes! {
    /// Why a partner hands back.
    pub enum HandBackReason {
        NoPlace = "no_place", NotTargetGroup = "not_target_group", OutsideArea = "outside_area",
        Language = "language", ProgrammeEnding = "programme_ending", Other = "other",
        Unreachable = "unreachable", ClientDeclined = "client_declined", NeedsAuthority = "needs_authority",
    }
}

impl HandBackReason {
    /// Whether the reason says nothing about the person, so that the next confirmed alternative is asked.
    #[must_use]
    pub const fn passes_on(self) -> bool {
        matches!(
            self,
            Self::NoPlace
                | Self::NotTargetGroup
                | Self::OutsideArea
                | Self::Language
                | Self::ProgrammeEnding
                | Self::Other
        )
    }
}

codes! {
    /// Why a human asked another programme than the first that was proposed.
    pub enum Because {
        /// The client wishes so.
        ClientWish = "client_wish",
        /// The organisation knows her already.
        KnowsClient = "knows_client",
        /// It was talked over with them.
        SpokeWithThem = "spoke_with_them",
        /// Something else.
        Other = "other",
    }
}

codes! {
    /// Why a referral is back at the desk.
    pub enum ReturnReason {
        NoPlace = "no_place", NotTargetGroup = "not_target_group", OutsideArea = "outside_area",
        Language = "language", ProgrammeEnding = "programme_ending", Other = "other",
        Unreachable = "unreachable", ClientDeclined = "client_declined", NeedsAuthority = "needs_authority",
        /// The partner was silent until `decide`.
        Expired = "expired",
        /// The coordinator gave it back to the desk.
        Coordinator = "coordinator",
        /// While waiting the client no longer wishes it, or her situation changed.
        NoLongerWished = "no_longer_wished",
        /// The client withdrew her permission for other partners while waiting.
        ConsentNarrowed = "consent_narrowed",
        /// The programme ended or its organisation left.
        ProgrammeEnded = "programme_ended",
        /// Met first by a partner's worker, who brought her to the desk.
        BroughtIn = "brought_in",
    }
}

impl From<HandBackReason> for ReturnReason {
    fn from(reason: HandBackReason) -> Self {
        match reason {
            HandBackReason::NoPlace => Self::NoPlace,
            HandBackReason::NotTargetGroup => Self::NotTargetGroup,
            HandBackReason::OutsideArea => Self::OutsideArea,
            HandBackReason::Language => Self::Language,
            HandBackReason::ProgrammeEnding => Self::ProgrammeEnding,
            HandBackReason::Other => Self::Other,
            HandBackReason::Unreachable => Self::Unreachable,
            HandBackReason::ClientDeclined => Self::ClientDeclined,
            HandBackReason::NeedsAuthority => Self::NeedsAuthority,
        }
    }
}

codes! {
    /// How a contact was tried.
    pub enum ContactKind {
        Phone = "phone", Door = "door", Letter = "letter", Message = "message", Meeting = "meeting", Visit = "visit",
    }
}
codes! {
    /// What came of a contact.
    pub enum ContactOutcome {
        NoAnswer = "no_answer", Reached = "reached", NotYet = "not_yet", Met = "met", Declined = "declined",
    }
}
codes! {
    /// What a check found.
    pub enum CheckResult {
        Stable = "stable", Changed = "changed", NotReached = "not_reached", NoContactWanted = "no_contact_wanted",
        Moved = "moved", Died = "died",
    }
}
codes! {
    /// Why a referral is closed.
    pub enum CloseReason {
        ConsentRefused = "consent_refused", ConsentWithdrawn = "consent_withdrawn",
        ClientDeclined = "client_declined", NoContactWanted = "no_contact_wanted", Unreachable = "unreachable",
        Ended = "ended", Moved = "moved", Died = "died", OtherService = "other_service", Duplicate = "duplicate",
        EnteredInError = "entered_in_error", Other = "other",
    }
}
codes! {
    /// How support ended. A network may add more.
    pub enum EndOutcome {
        AttachedToCommunity = "attached_to_community", GoalsMet = "goals_met", OnwardPath = "onward_path",
        VolunteerContinues = "volunteer_continues", GroupContinues = "group_continues",
        MovedToCare = "moved_to_care", ClientWish = "client_wish", ContactEnded = "contact_ended", Other = "other",
    }
}
codes! {
    /// How much a withdrawal takes away.
    pub enum WithdrawScope { Feedback = "feedback", OtherPartners = "other_partners", All = "all" }
}
codes! {
    /// The client's answer to *do you still wish to wait*.
    pub enum WaitingAnswer { Yes = "yes", No = "no", Changed = "changed" }
}
codes! {
    /// What whoever rings back wants.
    pub enum ClientWish {
        AsksWhen = "asks_when", WantsContact = "wants_contact", ChangedMind = "changed_mind", Worse = "worse",
    }
}
codes! {
    /// What a worker alerts the desk to.
    pub enum AlertWhat {
        NeedsAssessment = "needs_assessment", NeedsCityService = "needs_city_service", Worse = "worse",
    }
}
codes! {
    /// A change in the person's life that a worker reports.
    pub enum ChangeWhat { Died = "died", MovedAway = "moved_away", InHospital = "in_hospital" }
}
codes! {
    /// Where somebody stands on the way to a home of her own (ASTO).
    pub enum Phase { Supported = "supported", Transition = "transition", Independent = "independent" }
}
codes! {
    /// Between whom a warm handover is.
    pub enum MeetingWith { Transfer = "transfer", Offer = "offer", Desk = "desk" }
}
codes! {
    /// Where people meet.
    pub enum MeetingPlace { Home = "home", Desk = "desk", Organisation = "organisation", Elsewhere = "elsewhere" }
}
codes! {
    /// What came of a meeting.
    pub enum MeetingOutcome {
        Met = "met", Moved = "moved", ClientAbsent = "client_absent", Cancelled = "cancelled",
        UsedFallback = "used_fallback",
    }
}
codes! {
    /// Where a meeting stands.
    pub enum MeetingStatus {
        /// A time is proposed.
        Proposed = "proposed",
        /// Missed: a new time is needed, or the other way that was agreed.
        Missed = "missed",
        Met = "met", Cancelled = "cancelled", UsedFallback = "used_fallback",
    }
}
codes! {
    /// What is done where nobody could be met together.
    pub enum FallbackWhat { Phone = "phone", Door = "door", Letter = "letter", Desk = "desk" }
}
codes! {
    /// A client's own answer.
    pub enum VoiceAnswer { Yes = "yes", Partly = "partly", No = "no" }
}
codes! {
    /// The five small words to the desk.
    pub enum Feedback {
        Acknowledged = "acknowledged", Accepted = "accepted", Met = "met", Ended = "ended", Lasted = "lasted",
    }
}
codes! {
    /// The one exception, which the desk gets even where feedback is not permitted.
    pub enum NeedsYou { Returned = "returned", Unreachable = "unreachable", Waiting = "waiting" }
}
codes! {
    /// What becomes of a person whose programme ends.
    pub enum EndingDecision {
        /// Another programme goes on with her.
        CarryOn = "carry_on",
        /// Support ends by then, and somebody else checks.
        EndEarly = "end_early",
        /// Support goes on to the last day, then the desk checks.
        DeskChecks = "desk_checks",
    }
}
codes! {
    /// The client's answer to the question about one more organisation.
    pub enum ConsentAnswer { Given = "given", Refused = "refused" }
}
codes! {
    /// A task beside the road.
    pub enum TaskKind {
        /// The authority's own track.
        CityTrack = "city_track",
        /// Ask the client whether she still wishes to wait.
        ConfirmWaiting = "confirm_waiting",
        /// Not reached, and there is reason to worry.
        Worry = "worry",
        /// A worker alerts the desk.
        Alert = "alert",
        /// Whoever rings back wants something of the holder.
        ClientCalled = "client_called",
        /// The same person was handed over again.
        SecondCall = "second_call",
        /// The coordinator asks the desk.
        AskDesk = "ask_desk",
        /// Ask the client whether one more organisation may be told of her.
        AskConsent = "ask_consent",
        /// Somebody is met together: to be written down once its time has come.
        Meeting = "meeting",
        /// Two carriers overlap until a date: end, or extend.
        Overlap = "overlap",
    }
}
codes! {
    /// Whom an overdue referral is told to, in this order.
    pub enum Nudge {
        /// The holder, at the due.
        Holder = "holder",
        /// The coordinator, a working day later.
        Coordinator = "coordinator",
        /// The desk, two working days later.
        Desk = "desk",
    }
}
codes! {
    /// How two referrals belong together.
    pub enum LinkKind {
        /// The same person, carried by two at once.
        Carrier = "carrier",
        /// The same, until a date: then the earlier one ends.
        Overlap = "overlap",
        /// The same person, who came back.
        Return = "return",
        /// Two persons: a couple.
        Couple = "couple",
        /// Two persons: friends.
        Friend = "friend",
    }
}

impl LinkKind {
    /// Whether both are roads of one person that she walks at the same time, under one permission.
    #[must_use]
    pub const fn carries_together(self) -> bool {
        matches!(self, Self::Carrier | Self::Overlap)
    }

    /// Whether it is another person, who is close to this one.
    #[must_use]
    pub const fn is_companion(self) -> bool {
        matches!(self, Self::Couple | Self::Friend)
    }
}
