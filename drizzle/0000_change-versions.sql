-- One counter for everything a cache must notice; gaps are harmless.
CREATE SEQUENCE IF NOT EXISTS change_versions;
