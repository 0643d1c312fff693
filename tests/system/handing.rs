//! Handing people over in one line, for the tests whose subject is something else.

use std::thread;

use luotsi_tests::{Answer, Client, Demo, Engine, Planted, Server, examples};
use serde_json::{Value, json};

/// The network most of these tests work in.
pub(crate) const NETWORK: &str = "helsinki";
/// Its programme that takes the whole city, and whose it is.
pub(crate) const PROGRAMME: &str = "mereo-evt";
pub(crate) const PARTNER: &str = "mereo";
/// Another organisation of the network.
pub(crate) const STRANGER: &str = "miina-sillanpaa";

/// A Tuesday morning in Helsinki, after the examples' consent was given.
const START: &str = "2026-09-01T07:00:00Z";

/// A demo without referrals.
pub(crate) fn demo(engine: Engine) -> Server {
    Demo::new().empty().at(START.parse().unwrap()).on(engine).start()
}

/// The shipped example that an advisor would send to the programme without a second thought.
pub(crate) fn example_for(advisor: &Client, programme: &str) -> Value {
    examples(NETWORK)
        .into_iter()
        .find(|example| {
            let preview = advisor
                .post(
                    &format!("networks/{NETWORK}/preview"),
                    &json!({"handoff": example}),
                )
                .expect(200);
            preview["candidates"][0]["programme"] == programme && preview["candidates"][0]["soft"] == false
        })
        .unwrap_or_else(|| panic!("no example leads to {programme}"))
}

/// People who all fit the same programme, as many as are asked for.
pub(crate) struct Crowd(Value);

impl Crowd {
    pub(crate) fn of(server: &Server) -> Self {
        let advisor = server.client(server.people().advisor(NETWORK));
        Self(example_for(&advisor, PROGRAMME))
    }

    pub(crate) fn person(&self, number: u32) -> Planted {
        Planted::of(&self.0, number)
    }

    /// The `number`th person's handoff, placed with the programme and nowhere else.
    pub(crate) fn submission(&self, number: u32) -> Value {
        json!({"handoff": self.person(number).handoff, "placement": {"programme": PROGRAMME}})
    }

    /// Hands the `number`th person over and expects that she is offered.
    pub(crate) fn offered(&self, advisor: &Client, number: u32) -> Value {
        let referral = submit(advisor, &self.submission(number)).expect(201);
        assert_eq!(referral["status"], "offered", "{referral}");
        referral
    }
}

pub(crate) fn submit(client: &Client, submission: &Value) -> Answer {
    client.post(&format!("networks/{NETWORK}/referrals"), submission)
}

/// The path of a referral.
pub(crate) fn path(referral: &Value) -> String {
    format!(
        "referrals/{}",
        referral["id"].as_str().expect("a referral has an id")
    )
}

/// Does something to a referral.
pub(crate) fn act(client: &Client, referral: &Value, action: &str, body: &Value) -> Answer {
    client.post(&format!("{}/{action}", path(referral)), body)
}

/// How a programme stands.
pub(crate) fn standing(client: &Client, programme: &str) -> Value {
    let programmes = client.get(&format!("networks/{NETWORK}/programmes")).expect(200);
    programmes
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["id"] == programme)
        .unwrap_or_else(|| panic!("{programme} is not listed"))
        .clone()
}

/// Claims a programme's places as its lead; none is no limit.
pub(crate) fn claim(server: &Server, places: Option<u32>) -> Value {
    let lead = server.client(server.people().lead(NETWORK, PARTNER));
    lead.put(
        &format!("programmes/{PROGRAMME}/capacity"),
        &json!({"places": places}),
    )
    .expect(200)
}

/// Does the same at once from as many threads, and gives the answers in the order of the threads.
pub(crate) fn at_once<T: Send>(threads: u32, work: impl Fn(u32) -> T + Sync) -> Vec<T> {
    let start = std::sync::Barrier::new(usize::try_from(threads).unwrap());
    thread::scope(|scope| {
        let running: Vec<_> = (0..threads)
            .map(|number| {
                let (start, work) = (&start, &work);
                scope.spawn(move || {
                    start.wait();
                    work(number)
                })
            })
            .collect();
        running
            .into_iter()
            .map(|thread| {
                thread
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
            .collect()
    })
}

/// How many answers have each status.
pub(crate) fn count(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status == status).count()
}

/// Every referral of her network that the client may list, through all pages.
pub(crate) fn listed(client: &Client, query: &str) -> Vec<Value> {
    let me = client.get("me").expect(200);
    let network = me["networks"][0].as_str().unwrap();
    let mut all = Vec::new();
    let mut next = Some(format!("/api/v1/networks/{network}/referrals?limit=50{query}"));
    while let Some(path) = next {
        let answer = client.get(&path);
        next = next_page(&answer);
        all.extend(answer.expect(200).as_array().unwrap().iter().cloned());
    }
    all
}

/// The path that `Link: rel="next"` names.
pub(crate) fn next_page(answer: &Answer) -> Option<String> {
    let link = answer.header("link")?;
    let (path, relation) = link.strip_prefix('<')?.split_once('>')?;
    assert_eq!(relation.trim(), "; rel=\"next\"");
    Some(path.to_owned())
}
