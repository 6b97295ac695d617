throw sparse();
