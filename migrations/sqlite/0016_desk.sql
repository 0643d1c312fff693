-- When the first task that the desk has itself is due, of what is open: so that no task is passed over for
-- people who are more urgent.
ALTER TABLE referrals ADD COLUMN desk_task_at INTEGER;
UPDATE referrals SET desk_task_at = (
    SELECT MIN(
        CAST(strftime('%s', substr(task.value ->> '$.due', 1, 19)) AS INTEGER) * 1000
        + CAST(substr(ltrim(substr(rtrim(task.value ->> '$.due', 'Z'), 20), '.') || '000', 1, 3) AS INTEGER))
    FROM json_each(referrals.state, '$.tasks') AS task
    WHERE task.value ->> '$.holder.organisation' = referrals.desk
)
WHERE due_at IS NOT NULL AND state NOT LIKE '%"tasks":[]%';
CREATE INDEX referrals_by_desk_task ON referrals (network, desk, desk_task_at, id) WHERE desk_task_at IS NOT NULL;
-- Who waits longer than was meant, at the desk she came from.
CREATE INDEX referrals_by_desk_waiting ON referrals (network, desk, due_key, id) WHERE status = 'waiting';
