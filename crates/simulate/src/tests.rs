mod events;
mod made;
mod policies;
