import type { Migration } from './migration';

/** The same words as in the partial index `answers_live`. */
const live = "('queued', 'connecting', 'waiting', 'thinking', 'answering')";

/**
 * A log of the rows whose text changed, for whoever keeps an index of them. The index itself lies in a file of its own: it can be made anew
 * at any time, is in no backup, and is written by a thread of its own, which must never make a stream wait for the lock of this file.
 * `stamp` tells two histories apart that count alike, such as one that was put back from a backup. An answer is told when it ends.
 */
export const search: Migration = {
  version: 4,
  name: 'search',
  up: database =>
    database.exec(`
CREATE TABLE search_changes (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  stamp INTEGER NOT NULL DEFAULT (abs(random() % 9007199254740991)),
  kind TEXT NOT NULL,
  source_row INTEGER NOT NULL
) STRICT;
INSERT INTO search_changes (kind, source_row) VALUES ('begin', 0);

CREATE TRIGGER search_turn_added AFTER INSERT ON turns BEGIN
  INSERT INTO search_changes (kind, source_row) VALUES ('prompt', NEW.row);
END;
CREATE TRIGGER search_turn_changed AFTER UPDATE OF prompt ON turns WHEN NEW.prompt IS NOT OLD.prompt BEGIN
  INSERT INTO search_changes (kind, source_row) VALUES ('prompt', NEW.row);
END;
CREATE TRIGGER search_turn_removed AFTER DELETE ON turns BEGIN
  INSERT INTO search_changes (kind, source_row) VALUES ('prompt', OLD.row);
END;

CREATE TRIGGER search_answer_added AFTER INSERT ON answers WHEN NEW.status NOT IN ${live} BEGIN
  INSERT INTO search_changes (kind, source_row) VALUES ('answer', NEW.row);
END;
CREATE TRIGGER search_answer_ended AFTER UPDATE OF status, text, reasoning ON answers
WHEN NEW.status NOT IN ${live}
  AND (OLD.status IN ${live} OR NEW.text IS NOT OLD.text OR NEW.reasoning IS NOT OLD.reasoning) BEGIN
  INSERT INTO search_changes (kind, source_row) VALUES ('answer', NEW.row);
END;
CREATE TRIGGER search_answer_removed AFTER DELETE ON answers BEGIN
  INSERT INTO search_changes (kind, source_row) VALUES ('answer', OLD.row);
END;

CREATE TRIGGER search_title_added AFTER INSERT ON conversations WHEN NEW.title <> '' BEGIN
  INSERT INTO search_changes (kind, source_row) VALUES ('title', NEW.row);
END;
CREATE TRIGGER search_title_changed AFTER UPDATE OF title ON conversations WHEN NEW.title IS NOT OLD.title BEGIN
  INSERT INTO search_changes (kind, source_row) VALUES ('title', NEW.row);
END;
CREATE TRIGGER search_conversation_removed AFTER DELETE ON conversations BEGIN
  INSERT INTO search_changes (kind, source_row) VALUES ('title', OLD.row);
END;
`),
};
